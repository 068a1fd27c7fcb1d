/// How large a result may become that is brought into memory as a whole, by `fetchAll`, a cursor and the like. What is larger is an
/// error with the code `resultTooLarge`, and the rest is not read.
///
/// It keeps a forgotten WHERE, or a server that sends rows without end, from taking all memory. Rows that are read with `withRows`
/// have no such limit, since only some of them are in memory at once.
public struct MariaDBResultLimit: Sendable, Hashable {
    /// The most rows of one result.
    public var rows: Int

    /// The most bytes of all results of one statement: what came from the server, 8 bytes for each row, and 1 KiB for each result
    /// beyond a hundred. Decoded values take about twice as much. A row that is larger than this by more than 16 MiB takes the
    /// connection with it, since its end can not be waited for.
    public var bytes: Int

    /// Any number of rows and 1 GiB unless set: no sensible result is stopped, for rows of a few bytes and of many megabytes alike,
    /// but a process of usual size survives. 1 GiB is also the most that one value of a server can have (`max_allowed_packet`).
    public init(rows: Int = .max, bytes: Int = 1 << 30) {
        self.rows = max(0, rows)
        self.bytes = max(0, bytes)
    }

    /// The error for what is larger.
    func error(_ what: String) -> MariaDBError {
        MariaDBError(
            code: .resultTooLarge,
            message: "the result is larger than the \(what) that are allowed; read it with withRows, or set a resultLimit")
    }
}
