import Testing

@testable import MariaDB

@Suite("A row template")
struct SQLRowTemplateTests {
    @Test(
        "repeats the parentheses behind VALUES, and nothing else",
        arguments: [
            ("INSERT INTO t VALUES (?, ?)", "INSERT INTO t VALUES (?, ?),(?, ?)"),
            ("insert into `values` (a) value (? + 1)", "insert into `values` (a) value (? + 1),(? + 1)"),
            (
                "REPLACE t (a, b) VALUES (f(?, '?)'), /* ?) */ ?)",
                "REPLACE t (a, b) VALUES (f(?, '?)'), /* ?) */ ?),(f(?, '?)'), /* ?) */ ?)"
            ),
            (
                "INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE a = VALUES(a)",
                "INSERT INTO t VALUES (?),(?) ON DUPLICATE KEY UPDATE a = VALUES(a)"
            ),
            ("INSERT INTO t VALUES (?) RETURNING id -- end", "INSERT INTO t VALUES (?),(?) RETURNING id -- end"),
            ("INSERT INTO t VALUES (?),", nil), ("INSERT INTO t VALUES (?), (1)", nil), ("INSERT INTO t SET a = ?", nil),
            ("INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = ?", nil), ("UPDATE t SET a = ?", nil),
            ("INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE a = ?", nil), ("INSERT INTO t SELECT ?", nil),
            ("INSERT INTO t SELECT * FROM (VALUES (?)) v", nil), ("INSERT INTO t VALUES (?); DELETE FROM t", nil),
            ("INSERT INTO t VALUES (?", nil), ("INSERT INTO t VALUES ('\\'', ?)", nil), ("INSERT INTO t VALUES (1)", nil),
            ("INSERT /*!100000 INTO */ t VALUES (?)", nil), ("INSERT INTO t VALUES (:a)", nil), ("", nil), ("?", nil),
        ] as [(String, String?)])
    func parentheses(sql: String, expected: String?) {
        #expect(SQLRowTemplate(sql)?.sql(rows: 2) { _ in false } == expected)
    }

    @Test("writes DEFAULT in the place of a value")
    func defaults() {
        let template = SQLRowTemplate("INSERT INTO t VALUES (?, ?)")
        #expect(template?.sql(rows: 2) { $0 == 2 } == "INSERT INTO t VALUES (?, ?),(DEFAULT, ?)")
    }

    @Test("is nothing a random statement could trap")
    func random() {
        var random = SplitMix64(seed: 11)
        let pieces = [
            "INSERT ", "INTO t ", "VALUES", "(", ")", "?", ",", "'", "\"", "`", "--", "/*", "*/", "!", "\\", " ", "ON ", "#\n",
        ]
        for _ in 0..<20_000 {
            let sql = (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
            guard let template = SQLRowTemplate(sql) else { continue }
            let text = template.sql(rows: 3) { _ in false }
            #expect(MariaDBQuery.placeholderCount(in: text) == template.placeholderCount * 3, "\(sql)")
        }
    }
}
