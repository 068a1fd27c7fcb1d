/// Which rows of an ``MariaDBQuerying/executeMany(_:_:transaction:file:line:)`` that failed are in the table; found in
/// ``MariaDBError/bulk``.
public struct MariaDBBulkFailure: Sendable, Hashable {
    /// Which rows are in.
    public enum Kept: Sendable, Hashable {
        /// None: everything was rolled back.
        case none
        /// So many rows from the beginning, and none or some of ``MariaDBBulkFailure/failedRows``: with `transaction: false`.
        ///
        /// Of the packet that failed, an INSERT into InnoDB leaves no row, and an UPDATE those before the one that failed.
        /// Of rows that went as ``MariaDBBulkResult/Way/pipelined``, those behind it are in as well.
        case first(Int)
        /// Not known: the connection was lost before the server had confirmed, or the table's engine can not roll back.
        case unknown
    }

    /// Which rows are in.
    public var kept: Kept

    /// The rows that were sent together with the one that failed, counted from 0. The server does not tell which one it was, unless
    /// its message does.
    public var failedRows: Range<Int>
}
