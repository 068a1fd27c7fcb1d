/// A statement that runs once for each of many rows, and the way that it goes on this server.
struct ManyPlan: Sendable {
    let sql: String
    let columnCount: Int
    let limit: ChunkLimit
    var way: MariaDBBulkResult.Way
    /// For ``MariaDBBulkResult/Way/multipleValues``.
    let template: SQLRowTemplate?
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
        if allowsBulk, takesBulk, text.isSafeInBulk {
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
    func executeMany(_ plan: ManyPlan, _ chunk: RowChunk) throws(MariaDBError) -> [StatementResults] {
        if let packet = chunk.packet { return [try executeBulk(plan.sql, packet)] }
        switch plan.way {
        case .multipleValues: return try executeMultipleValues(plan, chunk)
        case .pipelined: return try executePipelined(plan, chunk)
        case .bulk, .oneByOne: return try executeOneByOne(plan, chunk)
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

    private func executePipelined(_ plan: ManyPlan, _ chunk: RowChunk) throws(MariaDBError) -> [StatementResults] {
        let queries = (0..<chunk.rowCount).map { plan.query(Array(chunk.row($0))) }
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
