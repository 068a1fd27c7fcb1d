/// Where a session keeps a prepared statement.
enum StatementSlot {
    /// In the cache, by its SQL.
    case cache
    /// Nowhere: it is closed when it has been executed.
    case none
    /// For a ``MariaDBStatement``, by its number.
    case held(Int)
    /// As the first two, with its time limit in front, which makes another text of it.
    case limited(isCached: Bool)

    /// The text that is prepared, and known by the cache.
    func text(of sql: String) -> String {
        if case .limited = self { Session.limitPrefix + sql } else { sql }
    }
}

extension Session {
    func statement(for sql: String, in slot: StatementSlot) -> PreparedStatement? {
        watchState(sql)
        return switch slot {
        case .cache: statements.statement(for: sql)
        case .none: nil
        case .held(let number): held[number]
        case .limited(let isCached): isCached ? statements.statement(for: slot.text(of: sql)) : nil
        }
    }

    /// Keeps a statement, and closes the one that has to leave for it.
    func keep(_ statement: PreparedStatement, for sql: String, in slot: StatementSlot) {
        switch slot {
        case .cache, .limited(isCached: true): statements.insert(statement, for: slot.text(of: sql))?.close()
        case .none, .limited(isCached: false): statement.close()
        case .held(let number): held.updateValue(statement, forKey: number)?.close()
        }
    }

    /// Closes a statement that has to be prepared anew.
    func forget(_ sql: String, in slot: StatementSlot) {
        switch slot {
        case .cache, .limited(isCached: true): statements.remove(slot.text(of: sql))?.close()
        case .none, .limited(isCached: false): break
        case .held(let number): held.removeValue(forKey: number)?.close()
        }
    }

    /// Prepares a statement to be held. Returns its number and how many placeholders it has.
    func hold(_ sql: String) throws(MariaDBError) -> (number: Int, bindCount: Int) {
        let statement = try prepare(sql)
        lastHeld += 1
        held[lastHeld] = statement
        return (lastHeld, statement.bindCount)
    }
}
