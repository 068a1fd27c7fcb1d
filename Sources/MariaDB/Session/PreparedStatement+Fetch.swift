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
    func fetch(into bytes: inout [UInt8], columns: ResultColumns) throws(MariaDBError) -> RowFetch {
        // Connector/C jumps through this pointer, which stays null if the answer began without columns.
        guard unsafe handle.pointee.default_rset_handler != nil else { throw malformedRow }
        switch unsafe mysql_stmt_fetch(handle) {
        case 0:
            try append(to: &bytes, columns.shapes)
            return .row
        case MYSQL_NO_DATA:
            return .end(warningCount: takeTrailer())
        case let code:
            // Not only 1: a malformed row gives 102, which must not be taken for the end. And a stream that was killed or lost gives
            // 1 with the statement's own number 0; the connection has the real one.
            throw code == 1 ? failure() : malformedRow
        }
    }

    private func append(to bytes: inout [UInt8], _ shapes: [ResultColumns.Shape]) throws(MariaDBError) {
        guard let start = unsafe connection.pointee.net.read_pos, let binds = unsafe handle.pointee.bind else {
            throw malformedRow
        }
        var length = 1 + (shapes.count + 9) / 8
        // Where the last value ends, the row ends. NULL has no place in the row.
        for index in shapes.indices.reversed() {
            guard let value = unsafe binds[index].u.row_ptr else { continue }
            let offset = unsafe value - start
            let width = unsafe Self.width(of: value, shapes[index].binaryWidth, payload: binds[index].length?.pointee ?? 0)
            guard offset >= length, let width, case let (end, overflow) = offset.addingReportingOverflow(width), !overflow else {
                throw malformedRow
            }
            length = end
            break
        }
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: length))
    }

    /// How many bytes a value takes in the row, its length included.
    private static func width(of value: UnsafePointer<UInt8>, _ width: BinaryWidth, payload: UInt) -> Int? {
        switch width {
        case .fixed(let width): Int(width)
        case .lengthByte: unsafe 1 + Int(value.pointee)
        case .lengthEncoded: unsafe LengthEncoding.width(value.pointee).flatMap { 1 + $0 + Int(clamping: payload) }
        }
    }

    /// After the last row its closing packet still lies where a row would be: 0xFE, warnings, status. Connector/C reads it only when
    /// it stores a result; here it goes on with what it knew when the rows began, so that is brought up to date.
    ///
    /// - Returns: The number of warnings.
    private func takeTrailer() -> Int {
        guard let packet = unsafe connection.pointee.net.read_pos, unsafe packet[0] == 0xFE else { return 0 }
        let before = unsafe connection.pointee.server_status
        var status = unsafe UInt32(packet[3]) | UInt32(packet[4]) << 8
        // The server forgets to say that a result follows behind the OUT parameters of a procedure (MDEV-6304).
        if before & UInt32(SERVER_PS_OUT_PARAMS) != 0 { status |= UInt32(SERVER_MORE_RESULTS_EXIST) }
        unsafe connection.pointee.server_status = status
        return unsafe Int(packet[1]) | Int(packet[2]) << 8
    }

    var malformedRow: MariaDBError {
        MariaDBError(code: .malformedPacket, message: "the server sent a row that does not have the shape its columns promise")
    }
}
