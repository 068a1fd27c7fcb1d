internal import BlockingExecutors
internal import StateLocks

/// Sends the rows of a `loadData`: they are written as text while the connection's thread hands what is ready to the server, and no
/// more than a few pieces are in memory.
struct LoadWriter<Row> {
    let connection: MariaDBConnection
    let request: LoadRequest
    let location: CallSite
    let progress: (MariaDBLoadProgress) -> Void

    /// Pieces of this size are handed over; a row that is larger is a piece of its own.
    private static var pieceSize: Int { 64 << 10 }

    private var sent = MariaDBLoadProgress()

    init(
        _ connection: MariaDBConnection, _ request: LoadRequest, _ location: CallSite,
        progress: @escaping (MariaDBLoadProgress) -> Void
    ) {
        self.connection = connection
        self.request = request
        self.location = location
        self.progress = progress
    }

    /// Loads all rows.
    ///
    /// - Parameters:
    ///   - next: The next row, or `nil` after the last.
    ///   - append: Appends a row to the bytes; the second parameter is how many columns there are, if that is known. Returns how
    ///     many rows it was.
    mutating func load(
        next: () async throws -> Row?, append: (Row, Int?, inout [UInt8]) throws -> Int
    ) async throws -> MariaDBLoadResult {
        let (connection, request, location) = (connection, request, location)
        let columns = try await connection.reserve(location, "LOAD DATA") { session throws(MariaDBError) in
            try session.columns(of: request)
        }
        let source = BlockingHandoff<[UInt8]>(capacity: 4)
        let cancelledAt = Lock(Moment?.none)
        do {
            async let answer = connection.load(request, columns, from: source, location)
            do {
                try await withTaskCancellationHandler {
                    try await produce(columns?.count, source, next, append)
                } onCancel: {
                    cancelledAt.withLock { $0 = .now }
                    source.fail()
                }
            } catch {
                source.fail()
                _ = try? await answer
                throw error
            }
            var result = try await answer
            result.byteCount = sent.bytes
            return result
        } catch {
            let cancellation = cancelledAt.withLock { $0 }
            let limit = connection.takingBackLimit(cancellation, error)
            _ = await connection.takeBack(confirmedRows: 0, by: limit)
            // The rows end with the cancellation, too, and the server's word on that may come before the call has heard of it.
            if cancellation != nil, error is MariaDBError { throw CancellationError() }
            throw MariaDBConnection.located(error, location, sql: nil)
        }
    }

    private mutating func produce(
        _ columnCount: Int?, _ source: BlockingHandoff<[UInt8]>,
        _ next: () async throws -> Row?, _ append: (Row, Int?, inout [UInt8]) throws -> Int
    ) async throws {
        var piece: [UInt8] = []
        // The server is asked first: for a table that it does not have, no row needs to be made.
        guard await source.isWanted() else { return }
        let deadline = MariaDBDeadline.deadline
        while let row = try await next() {
            if let deadline, deadline <= .now { throw CallInterruption.timedOut.error(hasBegun: true) }
            sent.rows += try append(row, columnCount, &piece)
            guard piece.count >= Self.pieceSize else { continue }
            guard await handOver(&piece, source) else { return }
        }
        // A sequence ends too when its task is cancelled; that must not look like the last row.
        try Task.checkCancellation()
        _ = await handOver(&piece, source)
        source.finish()
    }

    private mutating func handOver(_ piece: inout [UInt8], _ source: BlockingHandoff<[UInt8]>) async -> Bool {
        guard await source.isWanted() else { return false }
        sent.bytes += piece.count
        guard source.send(piece) else { return false }
        piece = []
        piece.reserveCapacity(Self.pieceSize + 1024)
        progress(sent)
        return true
    }
}

/// One row as it is written.
struct LoadRow {
    private var bytes: [UInt8]
    private var count = 0
    private var hasDefault = false

    /// Writes on behind the bytes, which must be given back with ``end(_:_:)``.
    init(_ bytes: inout [UInt8]) {
        self.bytes = []
        swap(&self.bytes, &bytes)
    }

    mutating func append(_ value: MariaDBValue) {
        if count > 0 { bytes.append(LoadText.tab) }
        count += 1
        if !LoadText.append(value, to: &bytes) { hasDefault = true }
    }

    /// Ends the row.
    ///
    /// - Throws: ``MariaDBError`` with the code `invalidQuery` if the row has another number of values than there are columns, or a
    ///   value that has no text.
    mutating func end(_ columnCount: Int?, _ bytes: inout [UInt8]) throws(MariaDBError) {
        self.bytes.append(LoadText.newline)
        swap(&self.bytes, &bytes)
        if hasDefault {
            throw MariaDBError(
                code: .invalidQuery, message: "a row to load can not hold DEFAULT; leave the column out of columns: instead")
        }
        if let columnCount, count != columnCount {
            throw MariaDBError(
                code: .invalidQuery, message: "a row to load has \(count) values and the table takes \(columnCount)")
        }
    }
}
