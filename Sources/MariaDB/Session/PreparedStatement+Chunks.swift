internal import CMariaDB

extension PreparedStatement {
    /// How many bytes the first value of the row has that was fetched last; `nil` for NULL.
    var firstValueLength: Int? {
        guard let bind = unsafe handle.pointee.bind, unsafe bind[0].u.row_ptr != nil else { return nil }
        return unsafe bind[0].length.map { unsafe Int(clamping: $0.pointee) }
    }

    /// Copies a piece of that value out of the packet, which lies in Connector/C's buffer. `nil` behind its end.
    func firstValue(from offset: Int, size: Int) -> [UInt8]? {
        guard let length = firstValueLength, (0..<length).contains(offset), let bind = unsafe handle.pointee.bind,
            let start = unsafe bind[0].u.row_ptr, let width = unsafe LengthEncoding.width(start.pointee)
        else { return nil }
        let count = min(size, length - offset)
        return unsafe Array(UnsafeBufferPointer(start: start + 1 + width + offset, count: count))
    }
}
