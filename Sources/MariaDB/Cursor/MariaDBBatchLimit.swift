/// How many rows of a stream are in memory at once: a batch ends at whichever limit it reaches first.
public struct MariaDBBatchLimit: Sendable, Hashable {
    /// The most rows of a batch, at least 1.
    public var rows: Int
    /// How many bytes a batch may reach; the row that reaches it is still part of it, so that a large row comes through.
    public var bytes: Int

    /// 1,024 rows or 256 KiB unless set.
    public init(rows: Int = 1024, bytes: Int = 256 << 10) {
        self.rows = max(1, rows)
        self.bytes = max(1, bytes)
    }
}
