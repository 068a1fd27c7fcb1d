internal import CMariaDB

extension Session {
    /// Whether the server takes many rows of binds in one packet: MariaDB since 10.2.6, MySQL never.
    var takesBulk: Bool {
        guard let handle = unsafe openHandle else { return false }
        var capabilities: UInt = 0
        guard unsafe mariadb_get_info(handle, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &capabilities) == 0 else {
            return false
        }
        // The capabilities of MariaDB alone are the upper half of 64 bits, and come without the lower one.
        return UInt64(capabilities) & (bulkOperations >> 32) != 0
    }

    /// Executes a statement once for each row of a packet.
    func executeBulk(_ sql: String, _ packet: BulkPacket) throws(MariaDBError) -> StatementResults {
        try execute(sql, in: .cache) { statement throws(MariaDBError) in try statement.executeBulk(packet) }
    }
}

/// `MARIADB_CLIENT_STMT_BULK_OPERATIONS` of `mariadb_com.h`, which Swift can not import.
private let bulkOperations: UInt64 = 1 << 34
