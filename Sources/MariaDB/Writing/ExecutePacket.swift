/// The payload of COM_STMT_EXECUTE: one execution of a prepared statement (MariaDB manual, "COM_STMT_EXECUTE").
enum ExecutePacket {
    /// Appends the payload.
    ///
    /// - Parameters:
    ///   - statementID: The server's number of the statement.
    ///   - withCursor: Whether the server is to keep the rows, to be read only.
    static func append(statementID: UInt32, _ values: [MariaDBValue], withCursor: Bool, to bytes: inout [UInt8]) {
        BinaryValue.append(UInt64(statementID), width: 4, to: &bytes)
        bytes.append(withCursor ? 1 : 0)
        // Executed once.
        BinaryValue.append(1, width: 4, to: &bytes)
        guard !values.isEmpty else { return }
        let nulls = bytes.count
        for _ in 0..<(values.count + 7) / 8 { bytes.append(0) }
        bytes.append(1)
        for (index, value) in values.enumerated() {
            if value.bindKind == nil { bytes[nulls + index / 8] |= 1 << (index % 8) }
            // 6 is NULL's type.
            let (type, flags) = value.bindKind?.wireBytes ?? (6, 0)
            bytes.append(type)
            bytes.append(flags)
        }
        for value in values { BinaryValue.append(value, to: &bytes) }
    }
}
