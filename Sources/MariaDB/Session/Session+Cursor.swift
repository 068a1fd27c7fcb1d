/// A cursor at the server, or the rows of a statement for which it opens none.
struct OpenedCursor: Sendable {
    /// The number under which the session holds the statement; `nil` if all rows are here.
    let number: Int?
    let columns: ResultColumns
    let rows: RowBatch?
}

extension Session {
    /// Executes a statement with a cursor at the server. The session holds the statement until it is released or at its end.
    func openCursor(_ query: MariaDBQuery, prefetch: Int) throws(MariaDBError) -> OpenedCursor {
        try query.requireMatchingBinds()
        try requireFitting(query.binds.sizeInPacket)
        let statement = try prepare(query.sql)
        do throws(MariaDBError) {
            let opened = try withoutPacketLimit { () throws(MariaDBError) in
                try statement.openCursor(query.binds, prefetch: prefetch)
            }
            switch opened {
            case .cursor(let columns):
                lastHeld += 1
                held[lastHeld] = statement
                return OpenedCursor(number: lastHeld, columns: columns, rows: nil)
            case .rows(let batch):
                statement.close()
                return OpenedCursor(number: nil, columns: batch.resultColumns, rows: batch)
            }
        } catch {
            statement.close(after: error)
            if error.isConnectionLost { close() }
            throw error
        }
    }

    /// The next rows of a cursor; `nil` after the last one. The statement is closed with the last row and after an error.
    func nextCursorBatch(_ number: Int, _ columns: ResultColumns, firstRow: Int) throws(MariaDBError) -> RowBatch? {
        unsafe _ = try connected()
        guard let statement = held[number] else {
            throw MariaDBError(
                code: .cursorClosed, message: "the cursor is gone: it failed before, or the connection was reset since")
        }
        do throws(MariaDBError) {
            let batch = try withoutPacketLimit { () throws(MariaDBError) in
                try statement.nextCursorBatch(columns, firstRow: firstRow)
            }
            if let batch { return batch }
            held.removeValue(forKey: number)?.close()
            return nil
        } catch {
            held.removeValue(forKey: number)?.close(after: error)
            if error.isConnectionLost { close() }
            throw error
        }
    }
}
