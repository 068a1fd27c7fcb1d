internal import CMariaDB

/// The rows of a result of the text protocol, read while the server sends them. A session has one of these for all of its results, since
/// it has at most one open.
///
/// `@safe`: the result is used until ``free()`` or ``abandon()`` and never afterwards: it is then `nil`. The session outlives it.
@safe
final class TextRows {
    private var result: UnsafeMutablePointer<MYSQL_RES>?
    private var columnCount = 0

    /// Begins with a result, the one before having been freed.
    ///
    /// - Parameter result: Of `mysql_use_result`; this object owns it from now on.
    func begin(_ result: UnsafeMutablePointer<MYSQL_RES>) {
        unsafe self.result = result
        columnCount = unsafe Int(mysql_num_fields(result))
    }

    /// Fetches the next row and appends it: each cell a length-encoded string, NULL the byte 0xFB.
    func fetch(into bytes: inout [UInt8]) throws(MariaDBError) -> RowFetch {
        guard let result = unsafe result, let handle = unsafe result.pointee.handle else { return .end(warningCount: 0) }
        guard let row = unsafe mysql_fetch_row(result), let lengths = unsafe mysql_fetch_lengths(result) else {
            // The end and an error look alike.
            guard unsafe mysql_errno(handle) == 0 else { throw unsafe ServerError(handle).error }
            return .end(warningCount: unsafe Int(mysql_warning_count(handle)))
        }
        for index in 0..<columnCount {
            guard let cell = unsafe row[index] else {
                bytes.append(LengthEncoding.null)
                continue
            }
            let length = unsafe Int(lengths[index])
            LengthEncoding.append(length, to: &bytes)
            unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: cell, count: length))
        }
        return .row
    }

    /// Frees the result after an error. If the connection did not survive it, what is left is not read: it may have no end.
    func close(after error: MariaDBError?) {
        if error?.isConnectionLost == true { abandon() } else { free() }
    }

    /// Frees the result after its last row. Before, `mysql_free_result` would read all that is left.
    func free() {
        unsafe mysql_free_result(result)
        unsafe result = nil
    }

    /// Frees the result of a connection that is about to end, without reading what is left.
    func abandon() {
        unsafe result?.pointee.handle = nil
        free()
    }
}
