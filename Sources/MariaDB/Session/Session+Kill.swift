/// Which server this is and which of its connections. Read at connect only where it is needed: see ``QueryKiller``.
struct ServerIdentity: Sendable, Hashable {
    /// Host name, port, number and data folder, as the server says them.
    let server: String
    let connectionID: UInt64
}

/// A connection as the server's list shows it.
struct ProcessListRow: Sendable {
    let user: String
    /// The client's address and port, as the server sees them.
    let host: String
    /// Whether no statement runs that a KILL may be sent for.
    let isIdle: Bool
    /// Names the statement that runs, on MariaDB.
    let queryID: UInt64?

    /// The client's port, of a TCP connection.
    var port: Int? { host.split(separator: ":").last.flatMap { Int($0) } }
}

extension Session {
    var isMariaDB: Bool { serverVersion.contains("MariaDB") }

    /// Asks the server who it is.
    func readIdentity() throws -> ServerIdentity? {
        let row = try query("SELECT CONNECTION_ID(), CONCAT_WS(' ', @@hostname, @@port, @@server_id, @@datadir)").firstRow
        return try row.map { row in
            let (connectionID, server) = try row.decode((UInt64, String).self)
            return ServerIdentity(server: server, connectionID: connectionID)
        }
    }

    /// Looks up another connection; `nil` if there is none, or it is another user's.
    func processListRow(of connectionID: UInt64) throws -> ProcessListRow? {
        let queryID = isMariaDB ? "QUERY_ID" : "NULL"
        // A ping and COM_STATISTICS take no number of their own: they show that which the next statement of anybody gets, and a KILL of
        // it would hit that (one call in 20,000 of a storm of cancellations).
        let idle = "'Sleep', 'Killed', 'Ping', 'Statistics'"
        let row = try query(
            "SELECT USER, HOST, COMMAND IN (\(idle)), \(queryID) FROM information_schema.PROCESSLIST WHERE ID = \(connectionID)"
        ).firstRow
        return try row.map { row in
            let (user, host, isIdle, queryID) = try row.decode((String, String?, Bool, UInt64?).self)
            return ProcessListRow(user: user, host: host ?? "", isIdle: isIdle, queryID: queryID)
        }
    }

    /// Ends the statement that a connection runs: exactly that one where the server can name statements (MariaDB manual, KILL), else
    /// whichever it is.
    ///
    /// - Parameter isUnnamed: Whether the statement's number has turned out to be another's as well.
    func killQuery(_ row: ProcessListRow, of connectionID: UInt64, isUnnamed: Bool) throws(MariaDBError) {
        if let queryID = row.queryID, !isUnnamed {
            _ = try query("KILL QUERY ID \(queryID)")
        } else {
            _ = try query("KILL QUERY \(connectionID)")
        }
    }

    /// Ends a connection and what it runs.
    func killConnection(_ connectionID: UInt64) throws(MariaDBError) {
        _ = try query("KILL \(connectionID)")
    }
}
