internal import BlockingExecutors
internal import CMariaDB

/// A LOAD DATA LOCAL that is to be run.
struct LoadRequest: Sendable {
    let table: String
    let columns: [String]
    /// The FIELDS and LINES clauses.
    let clauses: String
    let skippedLines: Int
    let options: MariaDBLoadOptions
}

extension Session {
    /// The columns that rows of a request go to. `nil` if this user may not read them.
    func columns(of request: LoadRequest) throws(MariaDBError) -> [MariaDBColumn]? {
        let list = request.columns.isEmpty ? "*" : Self.list(request.columns)
        do {
            return try query("SELECT \(list) FROM \(Self.quoted(request.table)) LIMIT 0").columns
        } catch {
            // May insert and not select: the server then says later what is wrong.
            guard error.number == 1142 || error.number == 1143 else { throw error }
            return nil
        }
    }

    /// Runs a LOAD DATA LOCAL whose bytes come from a task, and checks what became of the rows.
    func load(_ request: LoadRequest, _ columns: [MariaDBColumn]?, from source: BlockingHandoff<[UInt8]>) throws
        -> MariaDBLoadResult
    {
        let handle = unsafe try connected()
        if request.options.transaction { try beginWriting() }
        let file = unsafe LocalFile(
            source, name: LocalFile.makeName(), socket: mysql_get_socket(handle), breaksConnection: !request.options.transaction)
        let sql = Self.statement(request, columns, file.name)
        try sendFile(file, sql)
        guard file.isTaken else {
            throw MariaDBError(code: .server, message: "the server did not ask for the rows")
        }
        let info = unsafe mysql_info(handle).map { unsafe String(cString: $0) } ?? ""
        let result = MariaDBLoadResult(info: info, byteCount: 0)
        try check(result, request.options)
        try commitWriting()
        return result
    }

    /// Runs a statement that may have this file, and no other one.
    private func sendFile(_ file: LocalFile, _ sql: String) throws(MariaDBError) {
        let handle = unsafe try connected()
        unsafe LocalInfile.allow(file, handle)
        defer {
            // A connection that was lost has taken its handle with it.
            if let handle = unsafe openHandle { unsafe LocalInfile.forbid(handle) }
            // Until here the handler has a pointer to it.
            withExtendedLifetime(file) {}
        }
        _ = try query(sql)
    }

    /// LOAD DATA LOCAL only warns of what any other statement refuses.
    private func check(_ result: MariaDBLoadResult, _ options: MariaDBLoadOptions) throws(MariaDBError) {
        let expected = options.duplicates == .skip ? result.skippedRows : 0
        let refuses = options.refusesChangedValues ? result.warningCount > expected : false
        let skips = options.duplicates == .fail && result.skippedRows > 0
        guard refuses || skips else { return }
        let warnings = try query("SHOW WARNINGS").rows
        for warning in warnings {
            guard let (_, number, message) = try? warning.decode((String, Int, String).self) else { continue }
            if number == 1062, options.duplicates == .skip { continue }
            throw MariaDBError(code: .server, message: message, number: number)
        }
        throw MariaDBError(
            code: .server, message: "the server would store \(result.warningCount) of the rows' values differently, or not at all"
        )
    }

    private static func statement(_ request: LoadRequest, _ columns: [MariaDBColumn]?, _ name: String) -> String {
        let duplicates =
            switch request.options.duplicates {
            case .fail, .skip: "IGNORE "
            case .replace: "REPLACE "
            }
        var sql = "LOAD DATA LOCAL INFILE '\(name)' \(duplicates)INTO TABLE \(quoted(request.table)) CHARACTER SET utf8mb4 "
        sql += request.clauses
        if request.skippedLines > 0 { sql += " IGNORE \(request.skippedLines) LINES" }
        // The text of a number would be stored as the bits of its digits.
        let bits = (columns ?? []).indices.filter { columns?[$0].type == .bit }
        guard !bits.isEmpty || !request.columns.isEmpty else { return sql }
        let names = request.columns.isEmpty ? (columns ?? []).map(\.name) : request.columns
        let targets = names.indices.map { bits.contains($0) ? "@swift_mariadb_\($0)" : quoted(names[$0]) }
        sql += " (" + targets.joined(separator: ", ") + ")"
        if !bits.isEmpty {
            sql += " SET " + bits.map { "\(quoted(names[$0])) = CAST(@swift_mariadb_\($0) AS UNSIGNED)" }.joined(separator: ", ")
        }
        return sql
    }

    private static func list(_ names: [String]) -> String {
        names.map(quoted).joined(separator: ", ")
    }

    private static func quoted(_ name: String) -> String {
        let query: MariaDBQuery = "\(identifier: name)"
        return query.sql
    }
}
