import MariaDB
import Testing

@Suite("Placeholders and the server")
struct PlaceholderCountTests {
    private static let pieces = [
        ", ?", ", ?", ", ?", ", 1", ", '?'", ", \"?\"", ", '''?'", ", \"\"\"?\"", ", '\\\\?'", ", '\\'?'", ", '\\', ?, '\\'",
        ", '\\n?'",
        ", \"\\\\?\"", ", \"\\\"?\"", " AS `?`", " AS `a``?`", " /* ? */", " /* /* ? */", " /*'*/", " /*! + ? */",
        " /*! '*/?' */",
        " /*!40000 + ? */", " /*!999999 + ? */", " /*M! + ? */", " /*M!100100 + ? */", " /*!50701 + ? */", " -- ?\n", " --\t'\n",
        " #?\n", " #?'\n", "\n#\"\n",
        "--1", " - -?", ", x'3f'", ", _utf8mb4'?'", ", @`?`", ", @a := ?", ", 'é?'", ", N'?'", "*/", "'", "\"", "`", "/*",
    ]

    @Test(
        "are counted as the server counts them, in random statements",
        arguments: ["", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "ANSI"])
    func counts(mode: String) async throws {
        var random = SeededGenerator(seed: 7)
        var prepared = 0
        try await withTestConnection { connection in
            try await connection.execute("SET sql_mode = \(mode)")
            for _ in 0..<400 {
                let sql = (0..<Int.random(in: 1...5, using: &random)).reduce(into: "SELECT 1") { sql, _ in
                    sql += Self.pieces.randomElement(using: &random)!
                }
                prepared += try await check(sql, on: connection) ? 1 : 0
            }
        }
        #expect(prepared > 100)
    }

    /// The statement is sent with every number of NULLs. Where the server has prepared it, exactly one number must have been right;
    /// if a number was refused before sending, no other may have been. Returns whether the server knew the statement.
    private func check(_ sql: String, on connection: MariaDBConnection) async throws -> Bool {
        var right: [Int] = []
        for count in 0...8 {
            let query = MariaDBQuery(unsafeSQL: sql, binds: [MariaDBValue](repeating: .null, count: count))
            do {
                _ = try await connection.fetchAll(query)
                right.append(count)
            } catch let error as MariaDBError {
                // 1064 and the like: the server refused the text itself.
                guard error.code == .invalidQuery || error.code == .server else { throw error }
            }
        }
        #expect(right.count <= 1, "\(sql)")
        guard right.isEmpty else { return true }
        // Nothing worked: then the server must refuse the text, however it is told to prepare it.
        try await connection.execute("SET @statement = \(sql)")
        let refusal = await #expect(throws: MariaDBError.self, "\(sql)") {
            try await connection.execute("PREPARE s FROM @statement")
        }
        #expect(refusal?.code == .server, "\(sql)")
        return false
    }

    @Test("of another number than the binds are refused before anything is sent")
    func notSent() async throws {
        try await withTestConnection { connection in
            func questions() async throws -> Int {
                let row = try await connection.fetchOne("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", as: (String, String).self)
                return Int(row.1) ?? -1
            }
            let before = try await questions()
            for query in [
                MariaDBQuery(unsafeSQL: "SELECT ?, '?'"), MariaDBQuery(unsafeSQL: "SELECT ?, '?'", binds: [.null, .null]),
                MariaDBQuery(unsafeSQL: "SELECT 1", binds: [.null]),
            ] {
                let error = await #expect(throws: MariaDBError.self) { try await connection.execute(query) }
                #expect(error?.code == .invalidQuery && error?.sql == query.sql)
            }
            #expect(try await questions() == before)
        }
    }

    @Test("with names reach the server as binds, whatever the values say")
    func named() async throws {
        try await withTestConnection { connection in
            let query = try MariaDBQuery(
                unsafeSQL: "SELECT :text, ':text', :number + :number, :none -- :text",
                named: ["text": "' :number", "number": 2, "none": nil])
            let row = try await connection.fetchOne(query, as: (String, String, Int, String?).self)
            #expect(row == ("' :number", ":text", 4, nil))
        }
    }
}

/// Random numbers that are the same in every run.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29) &* 0xBF58_476D_1CE4_E5B9
    }
}
