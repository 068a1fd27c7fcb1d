import Testing

@testable import MariaDB

@Suite("Placeholders")
struct PlaceholderTests {
    @Test(
        "are counted outside of strings, quoted names and comments only",
        arguments: [
            ("", 0), ("?", 1), ("SELECT ?,?", 2), ("SELECT '?', ?", 1), (#"SELECT "?", ?"#, 1), ("SELECT `?`, ?", 1),
            ("'a''?'''?", 1), ("\"a\"\"?\"?", 1), ("`a``?`?", 1), ("-- ?\n?", 1), ("--\t?\n?", 1), ("--?", 1), ("1--1-?", 1),
            ("?--", 1), ("-- ?", 0), ("--", 0), ("# ?\n?#?", 1), ("/* ? */?", 1), ("/* /* ? */?", 1), ("/**/?/***/?/*?**/", 2),
            ("/*/?*/", 0), ("a/?*?", 2), ("?/", 1), ("?-", 1), ("/*! ? */?", 2), ("/*! '*/?' */?", 1), ("/*! /* ? */ ? */?", 2),
            ("*/?", 1), ("x'3f'?", 1), ("_utf8'?'?", 1), ("@`?` := ?", 1), (#"'\\'?"#, 1), (#"'\''?"#, 1),
            (#"'it\'s ?' ?"#, 1), ("é'é?é'é?", 1), ("/*+ ? */ ?", 1), ("'?' -- '\n?'?'", 1),
        ] as [(String, Int?)])
    func counting(sql: String, count: Int?) {
        #expect(MariaDBQuery.placeholderCount(in: sql) == count)
    }

    @Test(
        "are not counted where the server's SQL mode or version decides, or where it will refuse the statement",
        arguments: [
            #"'\', ?, '/*\'-- */"#, #""\", ?, "/*\"-- */"#, "?\\", "/*!40000 ? */", "/*!99999 ? */", "/*M! ? */",
            "/*M!100100 ? */", "'?", "\"?", "`?",
            "/* ?", "/*! ?", "SELECT :a", ":1", "?'\\",
        ])
    func doubt(sql: String) {
        #expect(MariaDBQuery.placeholderCount(in: sql) == nil)
    }

    @Test(
        "are counted if what depends on the server is not about them",
        arguments: [#"'\\', ?"#, #"'\', ?, '\'"#, #""\", ?, "\""#, #"'\'', ?"#, #"\N, ?"#, "/*!40000 x */ ?", #"? != '\n'"#])
    func irrelevantDoubt(sql: String) {
        #expect(MariaDBQuery.placeholderCount(in: sql) == 1)
    }

    @Test("of another number than the binds are refused, and in doubt let through")
    func binds() throws {
        try MariaDBQuery(unsafeSQL: "SELECT ?, '?'", binds: [.null]).requireMatchingBinds()
        try MariaDBQuery(unsafeSQL: #"SELECT '\', ?, '/*\'-- */"#, binds: []).requireMatchingBinds()
        for binds in [[], [.null, .null]] as [[MariaDBValue]] {
            let query = MariaDBQuery(unsafeSQL: "SELECT ?, '?'", binds: binds)
            let error = try #require(throws: MariaDBError.self) { try query.requireMatchingBinds() }
            #expect(error.code == .invalidQuery)
            #expect(error.message == "the statement has 1 placeholders and got \(binds.count) binds")
        }
    }

    @Test("in random statements are found where they were put, with ? and by name")
    func randomStatements() throws {
        var random = SplitMix64(seed: 2)
        for _ in 0..<5_000 {
            let statement = RandomStatement(dialect: SQLDialect(), using: &random)
            let scan = SQLScanner(Array(statement.sql.utf8), SQLDialect())
            #expect(scan.isPlausible && scan.placeholders.count == statement.placeholders, "\(statement.sql)")
            if let count = MariaDBQuery.placeholderCount(in: statement.sql) {
                #expect(count == statement.placeholders, "\(statement.sql)")
            }
            guard statement.placeholders > 0 else { continue }
            let query = try MariaDBQuery(unsafeSQL: statement.named, named: ["n1": 1], quoting: .init())
            #expect(query.sql == statement.sql)
            #expect(query.binds.count == statement.placeholders)
        }
    }

    @Test("in random bytes trap in no dialect")
    func randomBytes() {
        var random = SplitMix64(seed: 3)
        let alphabet = Array("'\"`\\-# \n/*!?:=aM1\0é".utf8)
        for _ in 0..<20_000 {
            let sql = (0..<Int.random(in: 0...24, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            for dialect in SQLDialect.all {
                let scan = SQLScanner(sql, dialect)
                #expect(scan.placeholders.allSatisfy { $0.range.upperBound <= sql.count })
            }
        }
    }
}
