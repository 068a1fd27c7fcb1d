/// The prepared statements of one connection, by their SQL: the one that was used longest ago leaves first.
///
/// It holds statements and closes none: whoever takes one out, or is handed one that had to leave, closes it.
struct StatementCache<Statement> {
    private final class Entry {
        let sql: String
        let statement: Statement
        var lastUse: UInt64

        init(_ sql: String, _ statement: Statement, lastUse: UInt64) {
            self.sql = sql
            self.statement = statement
            self.lastUse = lastUse
        }
    }

    /// How many statements there may be; 0 keeps none.
    let capacity: Int
    private var entries: [String: Entry] = [:]
    /// The same statement often comes again, and comparing two texts costs far less than looking one up.
    private var latest: Entry?
    private var uses: UInt64 = 0

    init(capacity: Int) {
        self.capacity = max(0, capacity)
    }

    var count: Int { entries.count }

    /// The statement of an SQL text, which now counts as used last.
    mutating func statement(for sql: String) -> Statement? {
        uses += 1
        if latest?.sql != sql {
            guard let entry = entries[sql] else { return nil }
            latest = entry
        }
        latest?.lastUse = uses
        return latest?.statement
    }

    /// Keeps a statement. Returns the one that has to leave for it, which may be the new one itself.
    mutating func insert(_ statement: Statement, for sql: String) -> Statement? {
        guard capacity > 0 else { return statement }
        uses += 1
        let entry = Entry(sql, statement, lastUse: uses)
        latest = entry
        if let replaced = entries.updateValue(entry, forKey: sql) { return replaced.statement }
        guard entries.count > capacity else { return nil }
        // A walk over a hundred entries is nothing beside the two round trips that brought us here.
        guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key else { return nil }
        return entries.removeValue(forKey: oldest)?.statement
    }

    mutating func remove(_ sql: String) -> Statement? {
        latest = nil
        return entries.removeValue(forKey: sql)?.statement
    }

    mutating func removeAll() -> [Statement] {
        defer {
            entries = [:]
            latest = nil
        }
        return entries.values.map(\.statement)
    }
}
