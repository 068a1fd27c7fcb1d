/// The payload of COM_STMT_EXECUTE: one execution of a prepared statement (MariaDB manual, "COM_STMT_EXECUTE").
enum ExecutePacket {
    /// Appends the payload.
    ///
    /// - Parameter statementID: The server's number of the statement.
    static func append(statementID: UInt32, _ values: [MariaDBValue], to bytes: inout [UInt8]) {
        BinaryValue.append(UInt64(statementID), width: 4, to: &bytes)
        // No cursor, one execution.
        bytes += [0, 1, 0, 0, 0]
        guard !values.isEmpty else { return }
        let nulls = bytes.count
        bytes += repeatElement(0, count: (values.count + 7) / 8)
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
