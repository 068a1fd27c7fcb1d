/// The prepared statements of one connection, by their SQL: the one that was used longest ago leaves first.
///
/// It holds statements and closes none: whoever takes one out, or is handed one that had to leave, closes it.
struct StatementCache<Statement> {
    private struct Entry {
        let statement: Statement
        var lastUse: UInt64
    }

    /// How many statements there may be; 0 keeps none.
    let capacity: Int
    private var entries: [String: Entry] = [:]
    private var uses: UInt64 = 0

    init(capacity: Int) {
        self.capacity = max(0, capacity)
    }

    var count: Int { entries.count }

    /// The statement of an SQL text, which now counts as used last.
    mutating func statement(for sql: String) -> Statement? {
        uses += 1
        entries[sql]?.lastUse = uses
        return entries[sql]?.statement
    }

    /// Keeps a statement. Returns the one that has to leave for it, which may be the new one itself.
    mutating func insert(_ statement: Statement, for sql: String) -> Statement? {
        guard capacity > 0 else { return statement }
        uses += 1
        let replaced = entries.updateValue(Entry(statement: statement, lastUse: uses), forKey: sql)
        if let replaced { return replaced.statement }
        guard entries.count > capacity else { return nil }
        // A walk over a hundred entries is nothing beside the two round trips that brought us here.
        guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key else { return nil }
        return entries.removeValue(forKey: oldest)?.statement
    }

    mutating func remove(_ sql: String) -> Statement? {
        entries.removeValue(forKey: sql)?.statement
    }

    mutating func removeAll() -> [Statement] {
        defer { entries = [:] }
        return entries.values.map(\.statement)
    }
}
