internal import CMariaDB

/// What fetching one row came to.
enum RowFetch {
    /// Another row was appended to the bytes.
    case row
    /// There are no more rows. The number of warnings came with the end.
    case end(warningCount: Int)
}

extension PreparedStatement {
    /// Fetches the next row of a result that is not stored, and appends its raw packet.
    ///
    /// Nothing is ever bound to the columns (`mysql_stmt_bind_result`), so libmariadb only notes where each value lies in the
    /// packet; the packet is then copied whole.
    func fetch(into bytes: inout [UInt8], columns: [MariaDBColumn]) throws(MariaDBError) -> RowFetch {
        switch unsafe mysql_stmt_fetch(handle) {
        case 0:
            try append(to: &bytes, columns)
            return .row
        case MYSQL_NO_DATA:
            return .end(warningCount: trailingWarningCount)
        case let code:
            // Not only 1: a malformed row gives 102, which must not be taken for the end. And a stream that was killed or lost gives
            // 1 with the statement's own number 0; the connection has the real one.
            throw code == 1 ? failure() : malformedRow
        }
    }

    private func append(to bytes: inout [UInt8], _ columns: [MariaDBColumn]) throws(MariaDBError) {
        guard let start = unsafe connection.pointee.net.read_pos, let binds = unsafe handle.pointee.bind else {
            throw malformedRow
        }
        var length = 1 + (columns.count + 9) / 8
        // Where the last value ends, the row ends.
        for index in columns.indices.reversed() where unsafe binds[index].is_null.map({ unsafe $0.pointee == 0 }) ?? false {
            guard let value = unsafe binds[index].u.row_ptr else { throw malformedRow }
            let offset = unsafe value - start
            let width = unsafe Self.width(of: value, columns[index].type, payload: binds[index].length?.pointee ?? 0)
            guard offset >= length, let width, case let (end, overflow) = offset.addingReportingOverflow(width), !overflow else {
                throw malformedRow
            }
            length = end
            break
        }
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: length))
    }

    /// How many bytes a value takes in the row, its length included.
    private static func width(of value: UnsafePointer<UInt8>, _ type: MariaDBType, payload: UInt) -> Int? {
        switch type.binaryWidth {
        case .fixed(let width): width
        case .lengthByte: unsafe 1 + Int(value.pointee)
        case .lengthEncoded: unsafe LengthEncoding.width(value.pointee).flatMap { 1 + $0 + Int(clamping: payload) }
        }
    }

    /// After the last row its closing packet still lies where a row would be: 0xFE, warnings, status. Connector/C's own count is
    /// that of the beginning.
    private var trailingWarningCount: Int {
        guard let packet = unsafe connection.pointee.net.read_pos, unsafe packet[0] == 0xFE else { return 0 }
        return unsafe Int(packet[1]) | Int(packet[2]) << 8
    }

    private var malformedRow: MariaDBError {
        MariaDBError(code: .malformedPacket, message: "the server sent a row that does not have the shape its columns promise")
    }
}
