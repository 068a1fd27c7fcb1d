/// Where a pipeline stands.
struct PipelineRun {
    /// A statement that has no answer yet.
    enum Statement {
        case text
        case prepared(PreparedStatement)
        /// Switches autocommit off.
        case guarding
    }

    /// What may be without an answer. A request that fits into the buffers of the system is taken at once, whatever the server
    /// does; while more than that waits, the server could wait for us to read, and we for the server.
    static let maximumBytes = 16 << 10
    static let maximumStatements = 128

    /// The statements without an answer, the oldest first.
    private var unanswered: [(statement: Statement, sql: String, size: Int)] = []
    private var first = 0
    private var bytes = 0
    /// Those of them that are still to be sent. A write for each would wake the server each time, which costs nearly as much as its
    /// work; with TLS there is no other way.
    private(set) var outbox: [UInt8] = []
    let gathers: Bool

    /// The error with which the server has rolled the transaction back.
    var loss: MariaDBError?
    /// The error that ended the connection.
    var failure: MariaDBError?
    /// Whether that was the end that the caller's task asked for.
    var isInterrupted = false
    /// Whether no more can be sent; what was answered before can still be read.
    var isBroken = false
    /// The prepared statements of this pipeline. None may leave the cache, and be closed, while its answer is on the way.
    var statements: [String: PreparedStatement] = [:]
    /// Those that were not in the cache.
    var newStatements: [String] = []

    init(gathers: Bool) {
        self.gathers = gathers
    }

    var isAnswered: Bool { first == unanswered.count }

    /// Whether a statement of this size has to wait for answers.
    func isFull(beside size: Int) -> Bool {
        !isAnswered && (bytes + size > Self.maximumBytes || unanswered.count - first >= Self.maximumStatements)
    }

    /// Whether there is room for several statements again, while the server still has work.
    func hasRoom(beside size: Int) -> Bool {
        isAnswered || bytes + size <= Self.maximumBytes / 2 && unanswered.count - first <= Self.maximumStatements / 2
    }

    mutating func keep(_ statement: PreparedStatement, for sql: String) {
        statements[sql] = statement
        newStatements.append(sql)
    }

    mutating func forgetAllButNew() {
        statements = statements.filter { newStatements.contains($0.key) }
    }

    mutating func append(_ statement: Statement, _ sql: String, _ size: Int) {
        unanswered.append((statement, sql, size))
        bytes += size
    }

    mutating func removeFirst() -> (statement: Statement, sql: String) {
        let (statement, sql, size) = unanswered[first]
        first += 1
        if first >= Self.maximumStatements {
            unanswered.removeFirst(first)
            first = 0
        }
        bytes -= size
        return (statement, sql)
    }

    /// Appends a packet to what is to be sent: its length, its number, which is 0 for a command, and its payload.
    ///
    /// - Parameter payload: Appends no more than 16 KiB. If it throws, there is no packet.
    mutating func gather(
        _ command: UInt8, _ payload: (inout [UInt8]) throws(MariaDBError) -> Void
    ) throws(MariaDBError) {
        let start = outbox.count
        outbox += [0, 0, 0, 0, command]
        do {
            try payload(&outbox)
        } catch {
            outbox.removeLast(outbox.count - start)
            throw error
        }
        let length = outbox.count - start - 4
        for index in 0..<3 { outbox[start + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
    }

    mutating func emptyOutbox() {
        outbox.removeAll(keepingCapacity: true)
    }
}
