internal import CMariaDB

/// What the server said about the columns of a result, in one piece: the same statement often comes again, and then so do its columns.
/// Comparing them this way makes no texts and counts none.
struct FieldKey {
    private let bytes: [UInt8]

    /// Of no columns at all.
    init() {
        bytes = []
    }

    init(_ fields: UnsafeMutablePointer<MYSQL_FIELD>, count: Int) {
        let size = unsafe swift_mariadb_write_fields(fields, count, nil)
        unsafe bytes = Array(unsafeUninitializedCapacity: size) { bytes, written in
            written = unsafe swift_mariadb_write_fields(fields, count, bytes.baseAddress)
        }
    }

    /// Whether the server says the same about these columns.
    func matches(_ fields: UnsafeMutablePointer<MYSQL_FIELD>, count: Int) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { unsafe swift_mariadb_are_fields(fields, count, $0.baseAddress, $0.count) != 0 }
    }
}
