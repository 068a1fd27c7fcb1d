import MariaDB

/// What is done with a file that is imported.
struct ImportJob {
    let table: String
    /// Those that the user named.
    let columns: [String]?
    let hasHeader: Bool
    let creates: Bool
    let duplicates: MariaDBLoadOptions.Duplicates

    /// A database to import to, on a server that has none.
    static func makeDatabase(_ connection: MariaDBConnection) async throws {
        try await connection.execute("CREATE DATABASE mariaq")
        try await connection.select(database: "mariaq")
    }

    /// Loads the rows.
    ///
    /// - Parameter progress: Gets how many rows were sent.
    /// - Returns: How many rows are in.
    func run(
        _ source: CSVSource, on connection: MariaDBConnection, progress: @escaping (Int) -> Void
    ) async throws -> Int {
        let header = hasHeader ? try await source.nextRecord() : nil
        if hasHeader, header == nil {
            throw UsageError(description: "the file is empty, and should begin with the names of columns")
        }
        let names = columns ?? header?.fields.map(\.text) ?? []
        if names.contains("") {
            throw UsageError(description: "the first line has an empty name; is it a row? Then say --no-header")
        }
        if creates { try await createTable(names, connection) }
        let tableColumns = try await tableColumns(connection)
        let targets = names.isEmpty ? tableColumns : names.compactMap { name in tableColumns.first { $0.isNamed(name) } }
        let unknown = names.filter { name in !tableColumns.contains { $0.isNamed(name) } }
        guard unknown.isEmpty else {
            let list = unknown.map { "'\($0)'" }.joined(separator: ", ")
            throw UsageError(
                description: "the table \(table) has no column \(list); its columns are "
                    + tableColumns.map(\.name).joined(separator: ", ")
                    + (columns == nil ? ". Is the first line a row? Then say --no-header" : ""))
        }
        source.fieldCount = names.isEmpty ? tableColumns.count : header?.fields.count ?? names.count
        if let count = source.fieldCount, !names.isEmpty, count != names.count {
            throw UsageError(description: "--columns names \(names.count) columns and the first line has \(count) fields")
        }
        source.byteFields = Set(targets.indices.filter { targets[$0].outputKind == .bytes })
        do {
            guard !source.skipsBadLines else {
                let job = SkippingImport(table: table, columns: targets, duplicates: duplicates, source: source)
                return try await job.run(on: connection, progress: progress)
            }
            return try await connection.loadData(
                into: table, columns: names, from: CSVRows(source: source), options: MariaDBLoadOptions(duplicates: duplicates)
            ) { progress($0.rows) }.rowCount
        } catch let error as MariaDBError {
            throw located(error, source)
        }
    }

    private func createTable(_ names: [String], _ connection: MariaDBConnection) async throws {
        guard !names.isEmpty else {
            throw UsageError(description: "--create needs names: a first line that has them, or --columns")
        }
        let columns = names.map { "\(identifier: $0) LONGTEXT" as MariaDBQuery }.joined()
        try await connection.execute("CREATE TABLE IF NOT EXISTS \(identifier: table) (\(columns))")
    }

    private func tableColumns(_ connection: MariaDBConnection) async throws -> [MariaDBColumn] {
        let cursor = try await connection.cursor()
        try await cursor.execute("SELECT * FROM \(identifier: table) LIMIT 0")
        let columns = cursor.description ?? []
        await cursor.close()
        return columns
    }

    /// The server counts rows; people look for lines.
    private func located(_ error: MariaDBError, _ source: CSVSource) -> any Error {
        guard let digits = error.message.split(separator: " at row ").last, let row = Int(digits),
            let line = source.rowLines.line(ofRow: row)
        else { return error }
        var error = error
        error.message = "line \(line): \(error.message); nothing was imported"
        return error
    }
}

extension MariaDBColumn {
    /// Names of columns are the same in capitals and in small letters.
    fileprivate func isNamed(_ name: String) -> Bool { self.name.lowercased() == name.lowercased() }
}
