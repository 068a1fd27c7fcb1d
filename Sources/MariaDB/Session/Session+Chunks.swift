/// A value that lies in Connector/C's buffer, to be copied piece by piece.
struct ChunkedValue: Sendable {
    let column: MariaDBColumn
    /// In bytes; `nil` for NULL.
    let length: Int?
}

extension Session {
    /// Executes a query of one column and brings its first row into Connector/C's buffer, where it stays until the next call. Also
    /// where it throws, the caller has to end the stream.
    func openChunks(_ query: MariaDBQuery) throws(MariaDBError) -> ChunkedValue {
        let columns = try openStream(query)
        guard let statement = stream?.source.statement, columns.shapes.count == 1,
            case .lengthEncoded = columns.shapes[0].binaryWidth
        else {
            throw MariaDBError(
                code: .invalidQuery,
                message: "a value in chunks is that of one column of text or bytes; select that column alone"
            )
        }
        let isRow: Bool
        do throws(MariaDBError) {
            isRow = try statement.fetchIsRow()
        } catch {
            endStream(after: error)
            throw error
        }
        guard isRow else {
            throw MariaDBError(code: .noRows, message: "the statement gave no row and exactly one was asked for")
        }
        return ChunkedValue(column: columns.columns[0], length: statement.firstValueLength)
    }

    /// Copies a piece of the value; `nil` behind its end, where the stream is closed.
    func nextChunk(at offset: Int, size: Int) throws(MariaDBError) -> [UInt8]? {
        guard let statement = stream?.source.statement else {
            try requireOpen()
            return nil
        }
        if let chunk = statement.firstValue(from: offset, size: size) { return chunk }
        guard try nextBatch(MariaDBBatchLimit(rows: 1)) == nil else {
            throw MariaDBError(
                code: .tooManyRows, message: "the statement gave more than one row, and only the value of the first was read")
        }
        return nil
    }
}
