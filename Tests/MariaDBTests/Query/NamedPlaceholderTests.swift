import MariaDB
import Testing

@Suite("A query with named placeholders")
struct NamedPlaceholderTests {
    @Test("binds each name wherever it stands, and leaves strings, names and comments alone")
    func binding() throws {
        let query = try MariaDBQuery(
            unsafeSQL: "SELECT :a, ':a', \":a\", `:a`, @x := 1, :ä_1 /* :a */ -- :a\n, :a WHERE t=:a",
            named: ["a": 7, "ä_1": nil])
        #expect(query.sql == "SELECT ?, ':a', \":a\", `:a`, @x := 1, ? /* :a */ -- :a\n, ? WHERE t=?")
        #expect(query.binds == [.integer(7), .null, .integer(7), .integer(7)])
    }

    @Test("takes every kind of value, and none")
    func values() throws {
        let missing: String? = nil
        let query = try MariaDBQuery(unsafeSQL: ":a x:b :c", named: ["a": "x", "c": missing])
        #expect(query.sql == "? x:b ?" && query.binds == [.text("x"), .null])
        #expect(try MariaDBQuery(unsafeSQL: "SELECT 1", named: [:]) == "SELECT 1")
    }

    @Test(
        "is refused, with no value in the message, if",
        arguments: [
            ("SELECT :a, :b", "wants values for :b"), ("SELECT :A", "wants values for :A"), ("SELECT 1", "no placeholder for :a"),
            ("SELECT ':a'", "no placeholder for :a"), ("SELECT :a, ?", "both ? and :name"), ("SELECT :a, 'x", "has no end"),
            ("SELECT :a /* x", "has no end"), (#"SELECT '\', :a, '/*\'-- */"#, "depends on the server"),
            ("SELECT /*!100100 :a */ 1", "depends on the server"),
        ])
    func refusal(sql: String, reason: String) throws {
        let error = try #require(throws: MariaDBError.self) { try MariaDBQuery(unsafeSQL: sql, named: ["a": "secret"]) }
        #expect(error.code == .invalidQuery && error.sql == sql)
        #expect(error.message.contains(reason), "\(error.message)")
        #expect(!String(reflecting: error).contains("secret"))
    }

    @Test("whose placeholders depend on the quoting needs to be told it")
    func quoting() throws {
        let sql = #"SELECT '\', :a, '/*\'-- */"#
        let query = try MariaDBQuery(unsafeSQL: sql, named: ["a": 1], quoting: .init(hasBackslashEscapes: false))
        #expect(query.sql == #"SELECT '\', ?, '/*\'-- */"#)
        #expect(throws: MariaDBError.self) { try MariaDBQuery(unsafeSQL: sql, named: ["a": 1], quoting: .init()) }
        let names = #"SELECT "\", :a, "/*\"-- */"#
        let ansi = try MariaDBQuery(unsafeSQL: names, named: ["a": 1], quoting: .init(hasANSIQuotes: true))
        #expect(ansi.sql == #"SELECT "\", ?, "/*\"-- */"#)
        #expect(throws: MariaDBError.self) { try MariaDBQuery(unsafeSQL: names, named: ["a": 1]) }
    }
}
