/// A statement that runs once for each of many rows, and the way that it goes on this server.
struct ManyPlan: Sendable {
    let sql: String
    let columnCount: Int
    let limit: ChunkLimit
    var way: MariaDBBulkResult.Way
    /// For ``MariaDBBulkResult/Way/multipleValues``.
    let template: SQLRowTemplate?
}

/// What the server said to the rows of a chunk.
struct ManyAnswer: Sendable {
    /// Which way they went.
    let way: MariaDBBulkResult.Way
    let results: [StatementResults]
}

extension Session {
    /// Prepares the statement, and chooses the way.
    ///
    /// - Parameter allowsBulk: False to go as if the server had no bulk.
    func planMany(_ sql: String, allowsBulk: Bool) throws(MariaDBError) -> ManyPlan {
        let statement: PreparedStatement
        if let known = self.statement(for: sql, in: .cache) {
            statement = known
        } else {
            statement = try prepare(sql)
            // Not in the cache yet: a cache that holds none would close it.
            keep(statement, for: sql, in: .cache)
        }
        let columnCount = statement.bindCount
        guard columnCount > 0 else {
            throw MariaDBError(
                code: .invalidQuery, message: "the statement has no placeholder, so rows have nowhere to go; write ? or :name")
        }
        let text = ManyStatement(sql, bindCount: columnCount)
        let template = text.hasSubquery ? nil : SQLRowTemplate(sql)
        let way: MariaDBBulkResult.Way
        if allowsBulk, takesBulk, text.isSafeInBulk, sql != refusedInBulk {
            way = .bulk
        } else if let template, template.placeholderCount == columnCount {
            way = .multipleValues
        } else {
            way = text.writesRows ? .pipelined : .oneByOne
        }
        let limit = ChunkLimit(largestPacket: try largestPacket(), template: way == .multipleValues ? template : nil)
        return ManyPlan(sql: sql, columnCount: columnCount, limit: limit, way: way, template: template)
    }

    /// Runs the statement for the rows of a chunk.
    func executeMany(_ plan: ManyPlan, _ chunk: RowChunk) throws(MariaDBError) -> ManyAnswer {
        if let packet = chunk.packet { return try executeMany(plan, packet, isFirst: chunk.firstRow == 0) }
        let results =
            switch plan.way {
            case .multipleValues: try executeMultipleValues(plan, chunk)
            case .pipelined: try executePipelined((0..<chunk.rowCount).map { plan.query(Array(chunk.row($0))) })
            case .bulk, .oneByOne: try executeOneByOne(plan, chunk)
            }
        return ManyAnswer(way: plan.way, results: results)
    }

    /// Runs the statement for the rows of a packet: in bulk, or each by itself if the server takes no bulk of it.
    ///
    /// Which statements those are only the server knows: MariaDB 10.11 refuses a DELETE from several tables, and takes an UPDATE of several.
    /// It says so before it runs any row (measured).
    private func executeMany(_ plan: ManyPlan, _ packet: BulkPacket, isFirst: Bool) throws(MariaDBError) -> ManyAnswer {
        if plan.sql != refusedInBulk {
            do throws(MariaDBError) {
                return ManyAnswer(way: .bulk, results: [try executeBulk(plan.sql, packet)])
            } catch {
                guard isFirst, error.isRefusalOfBulk else { throw error }
                refusedInBulk = plan.sql
            }
        }
        var rows = BulkPacketRows(packet)
        var results: [StatementResults] = []
        while true {
            let queries = rows.take(1_000).map { plan.query($0) }
            guard !queries.isEmpty else { return ManyAnswer(way: .pipelined, results: results) }
            results += try executePipelined(queries)
        }
    }

    private func executeMultipleValues(_ plan: ManyPlan, _ chunk: RowChunk) throws(MariaDBError) -> [StatementResults] {
        guard let template = plan.template else { return try executeOneByOne(plan, chunk) }
        let isDefault = chunk.values.map { if case .default = $0 { true } else { false } }
        let sql = template.sql(rows: chunk.rowCount) { isDefault[$0] }
        let values = isDefault.contains(true) ? zip(chunk.values, isDefault).compactMap { $1 ? nil : $0 } : chunk.values
        // Not through the cache: statements of a thousand rows would push everybody else's out.
        guard !values.isEmpty else { return [try query(sql)] }
        let statement = try prepare(sql)
        do throws(MariaDBError) {
            let results = try statement.execute(values)
            statement.close()
            return [results]
        } catch {
            statement.close(after: error)
            throw error
        }
    }

    private func executePipelined(_ queries: [MariaDBQuery]) throws(MariaDBError) -> [StatementResults] {
        var results: [StatementResults] = []
        var failure: MariaDBError?
        try pipeline(queries, keepsTransaction: true) { answer in
            switch answer {
            case .success(let result): if failure == nil { results.append(result) }
            case .failure(let error): failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return results
    }

    private func executeOneByOne(_ plan: ManyPlan, _ chunk: RowChunk) throws(MariaDBError) -> [StatementResults] {
        var results: [StatementResults] = []
        for index in 0..<chunk.rowCount {
            let query = plan.query(Array(chunk.row(index)))
            results.append(try run(query))
        }
        return results
    }
}

extension ManyPlan {
    /// The statement for one row, with DEFAULT in the place of each value that is the column's default.
    fileprivate func query(_ values: [MariaDBValue]) -> MariaDBQuery {
        var hasDefault = false
        for case .default in values { hasDefault = true }
        guard hasDefault else { return MariaDBQuery(unsafeSQL: sql, binds: values) }
        return MariaDBQuery.withDefaults(sql, values)
    }
}

extension MariaDBError {
    /// Whether the server takes no bulk of the statement. A trigger may raise the number as well, mostly with a state of its own
    /// (`SIGNAL`), and does so again for the row by itself.
    fileprivate var isRefusalOfBulk: Bool { number == 1295 && sqlState == "HY000" }
}
