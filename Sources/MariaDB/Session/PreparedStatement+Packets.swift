internal import CMariaDB

extension PreparedStatement {
    /// The server's number of the statement.
    var serverNumber: UInt32 { unsafe UInt32(truncatingIfNeeded: handle.pointee.stmt_id) }

    /// Appends the payload of an execution.
    func appendExecution(
        _ values: [MariaDBValue], withCursor: Bool = false, to bytes: inout [UInt8]
    ) throws(MariaDBError) {
        guard values.count == bindCount else { throw Self.wrongCount(values.count, of: bindCount) }
        try Self.refuseDefault(values)
        ExecutePacket.append(statementID: serverNumber, values, withCursor: withCursor, to: &bytes)
    }

    /// Sends an execution, and does not wait for the answer.
    func sendExecution(_ values: [MariaDBValue], withCursor: Bool = false) throws(MariaDBError) {
        try session.withPayload { payload throws(MariaDBError) in
            payload.reserveCapacity(values.sizeInPacket)
            try appendExecution(values, withCursor: withCursor, to: &payload)
            try send(COM_STMT_EXECUTE, payload)
        }
    }

    /// Reads the head of the answer to an execution that was sent.
    func readAnswer() throws(MariaDBError) {
        // `mysql_stmt_bind_param` would have forgotten the error of the execution before; what fails between rows may set none.
        unsafe handle.pointee.last_errno = 0
        guard unsafe swift_mariadb_read_response(handle) == 0 else { throw failure() }
    }

    /// Reads the answer to an execution that was sent.
    func answer() throws(MariaDBError) -> StatementResults {
        try readAnswer()
        return try readResults()
    }

    /// Executes the statement once for each row of a packet.
    func executeBulk(_ packet: BulkPacket) throws(MariaDBError) -> StatementResults {
        guard packet.columnCount == bindCount else { throw Self.wrongCount(packet.columnCount, of: bindCount) }
        try send(COM_STMT_BULK_EXECUTE, packet.payload(statementID: serverNumber))
        return try answer()
    }

    private func send(_ command: enum_server_command, _ payload: [UInt8]) throws(MariaDBError) {
        // `mysql_close` takes itself out of the statements that outlive it, and frees what `connection` points to.
        guard unsafe handle.pointee.mysql != nil else { throw Session.connectionClosed }
        let failed = unsafe payload.withUnsafeBytes { bytes in
            unsafe swift_mariadb_send(
                connection, handle, Int32(command.rawValue), bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        // The error of sending is the connection's; the statement still has that of the call before.
        guard failed == 0 else { throw unsafe ServerError(connection).error }
    }

    static func wrongCount(_ count: Int, of bindCount: Int) -> MariaDBError {
        MariaDBError(
            code: .invalidQuery, message: "the statement has \(bindCount) placeholders and got \(count) binds")
    }

    /// DEFAULT is a value in bulk packets only.
    static func refuseDefault(_ values: [MariaDBValue]) throws(MariaDBError) {
        for case .default in values {
            throw MariaDBError(
                code: .invalidQuery,
                message: "DEFAULT can be bound in executeMany only; write DEFAULT into the statement instead of the placeholder")
        }
    }
}
