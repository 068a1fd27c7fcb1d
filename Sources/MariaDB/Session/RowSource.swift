internal import CMariaDB

/// Where the rows of a ``RowStream`` come from.
enum RowSource {
    /// - isOwned: Whether the statement ends with the stream; others keep theirs for the next time.
    case statement(PreparedStatement, isOwned: Bool)
    case text(TextRows)

    func fetch(into bytes: inout [UInt8], columns: ResultColumns) throws(MariaDBError) -> RowFetch {
        switch self {
        case .statement(let statement, _): try statement.fetch(into: &bytes, columns: columns)
        case .text(let rows): try rows.fetch(into: &bytes)
        }
    }

    /// How the rows are written.
    var encoding: RowBatch.Encoding {
        switch self {
        case .statement: .binary
        case .text: .text
        }
    }

    /// Frees what the rows needed, after the last one or after an error.
    func close(after error: MariaDBError? = nil) {
        switch self {
        case .statement(let statement, let isOwned):
            guard isOwned else { return }
            if let error { statement.close(after: error) } else { statement.close() }
        case .text(let rows): rows.close(after: error)
        }
    }

    /// The statement, if the rows are those of one.
    var statement: PreparedStatement? {
        if case .statement(let statement, _) = self { statement } else { nil }
    }
}

extension Session {
    /// Goes on to the next result that has rows, of a statement that gives several. Returns `nil` if there is none.
    func nextResult(after stream: RowStream) throws(MariaDBError) -> RowStream? {
        switch stream.source {
        case .statement(let statement, _):
            guard let columns = try statement.nextResultWithRows() else { return nil }
            return RowStream(source: stream.source, columns: columns)
        case .text(let rows):
            guard let handle = unsafe openHandle else { return nil }
            rows.free()
            while true {
                switch unsafe mysql_next_result(handle) {
                case 0:
                    if let result = unsafe mysql_use_result(handle) {
                        unsafe rows.begin(result)
                        return RowStream(source: .text(rows), columns: stream.columns)
                    }
                    guard unsafe mysql_field_count(handle) == 0 else { throw unsafe ServerError(handle).error }
                    noteAnswer()
                    try control.requireSocket()
                // A connection that was lost gives -1 as well.
                case -1 where unsafe mysql_errno(handle) == 0: return nil
                default: throw unsafe ServerError(handle).error
                }
            }
        }
    }
}
