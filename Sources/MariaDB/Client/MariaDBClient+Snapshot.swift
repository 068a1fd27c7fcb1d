extension MariaDBClient {
    /// Who holds a connection.
    public struct Holder: Sendable, Hashable, CustomStringConvertible {
        /// The file of the call that took the connection, as `#fileID`.
        public var file: String
        /// The line of that call.
        public var line: Int
        /// How long it has had the connection.
        public var duration: Duration
        /// The statement that runs now, without its bind values; `nil` if none does.
        public var sql: String?
        /// The server's number of the connection, as in `SHOW PROCESSLIST`.
        public var connectionID: UInt64

        /// One line: where, for how long, what.
        public var description: String {
            let milliseconds =
                Int(clamping: duration.components.seconds) * 1_000 + Int(duration.components.attoseconds / 1_000_000_000_000_000)
            let seconds = "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100)"
            return "\(file):\(line) for \(seconds) s" + (sql.map { " running \(Self.shortened($0))" } ?? " running nothing")
        }

        private static func shortened(_ sql: String) -> String {
            let line = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return line.count <= 80 ? line : line.prefix(79) + "…"
        }
    }

    /// What a client's pool is doing, at one moment.
    public struct Snapshot: Sendable, Hashable {
        /// Connections that somebody holds.
        public var inUse: Int
        /// Connections that wait for somebody.
        public var idle: Int
        /// Connections that are being made.
        public var connecting: Int
        /// Calls that wait for a connection.
        public var waiting: Int
        /// The most connections there may be.
        public var maximum: Int
        /// How often a connection was given out since the client was made.
        public var acquired: Int
        /// How many calls had to wait for one, those included that waited in vain.
        public var waited: Int
        /// How long all calls together have waited.
        public var timeWaited: Duration
        /// How many calls gave up because they had waited for too long.
        public var timeouts: Int
        /// Connections made since the client was made.
        public var connected: Int
        /// Attempts to connect that failed.
        public var connectFailures: Int
        /// Who holds connections, the longest first.
        public var holders: [Holder]
    }

    /// What the pool is doing at this moment.
    public func snapshot() -> Snapshot {
        pool.snapshot()
    }
}
