import MariaDB
import Testing

@Suite("A query literal")
struct MariaDBQueryTests {
    @Test("turns each value into a placeholder and a bind")
    func bindsValues() {
        let city: String? = nil
        let query: MariaDBQuery = "SELECT * FROM t WHERE a = \(1) AND b = \("x' OR 1=1") AND c <=> \(city)"
        #expect(query.sql == "SELECT * FROM t WHERE a = ? AND b = ? AND c <=> ?")
        #expect(query.binds == [.integer(1), .text("x' OR 1=1"), .null])
    }

    @Test(
        "binds every kind of value",
        arguments: [
            ("\(Int8.min)", .integer(-128)),
            ("\(UInt64.max)", .unsignedInteger(.max)),
            ("\(Int64.min)", .integer(.min)),
            ("\(true)", .integer(1)),
            ("\(0.1)", .double(0.1)),
            ("\(Float(0.5))", .double(0.5)),
            ("\("é"[...])", .text("é")),
            ("\([0, 255] as [UInt8])", .bytes([0, 255])),
        ] as [(MariaDBQuery, MariaDBValue)])
    func kinds(query: MariaDBQuery, bind: MariaDBValue) {
        #expect(query.sql == "?")
        #expect(query.binds == [bind])
    }

    @Test(
        "fills lists up to a power of two with the last value",
        arguments: [
            ([1], "(?)", [1]),
            ([1, 2], "(?, ?)", [1, 2]),
            ([1, 2, 3], "(?, ?, ?, ?)", [1, 2, 3, 3]),
            ([1, 2, 3, 4, 5], "(?, ?, ?, ?, ?, ?, ?, ?)", [1, 2, 3, 4, 5, 5, 5, 5]),
        ])
    func lists(values: [Int], sql: String, binds: [Int64]) {
        let query: MariaDBQuery = "\(list: values)"
        #expect(query.sql == sql)
        #expect(query.binds == binds.map { .integer($0) })
    }

    @Test("turns an empty list into (NULL), which is in no row's favour")
    func emptyList() {
        let query: MariaDBQuery = "SELECT 1 WHERE 1 IN \(list: [Int]())"
        #expect(query.sql == "SELECT 1 WHERE 1 IN (NULL)")
        #expect(query.binds.isEmpty)
    }

    @Test(
        "quotes identifiers",
        arguments: [
            ("users", "`users`"), ("a`b", "`a``b`"), ("``", "``````"), ("", "``"), ("a b;--", "`a b;--`"),
        ])
    func identifiers(name: String, quoted: String) {
        let query: MariaDBQuery = "\(identifier: name)"
        #expect(query.sql == quoted)
    }

    @Test("takes in other queries with their binds, in order")
    func composition() {
        let condition: MariaDBQuery = "b = \(2)"
        let query: MariaDBQuery = "SELECT \(unsafeSQL: "a") WHERE a = \(1) AND \(condition) AND c = \(3)"
        #expect(query.sql == "SELECT a WHERE a = ? AND b = ? AND c = ?")
        #expect(query.binds == [.integer(1), .integer(2), .integer(3)])
    }

    @Test("is joined and added to, with all binds in order")
    func joining() {
        let conditions: [MariaDBQuery] = ["a = \(1)", "b IN \(list: [2, 3])", "c"]
        var query: MariaDBQuery = "SELECT \(0) WHERE \(conditions.joined(separator: " OR ")) " + "LIMIT \(4)"
        query += " OFFSET \(5)"
        query.append(" -- end")
        #expect(query.sql == "SELECT ? WHERE a = ? OR b IN (?, ?) OR c LIMIT ? OFFSET ? -- end")
        #expect(query.binds == (0...5).map { .integer($0) })
        #expect((0...2).map { "\($0)" as MariaDBQuery }.joined().sql == "?, ?, ?")
        #expect([MariaDBQuery]().joined(separator: " \(1) ") == "")
        #expect((["a", "b", "c"] as [MariaDBQuery]).joined(separator: " \(9) ").binds == [.integer(9), .integer(9)])
    }

    @Test("never shows its binds")
    func redaction() {
        let query: MariaDBQuery = "SELECT \("hunter2")"
        var dumped = ""
        dump(query, to: &dumped)
        for text in ["\(query)", String(reflecting: query), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }
}
