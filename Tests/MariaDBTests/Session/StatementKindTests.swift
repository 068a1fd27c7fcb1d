import Testing

@testable import MariaDB

@Suite("The kind of a statement")
struct StatementKindTests {
    @Test(
        "is reading by the first word, behind comments and parentheses",
        arguments: [
            "SELECT 1", "  \n\tselect 1", "(SELECT 1) UNION (SELECT 2)", "/* hint */ SELECT 1", "-- a DELETE\nSELECT 1",
            "# DELETE\nSHOW TABLES", "/* a */ /* b */(VALUES (1))", "/*! SELECT */ 1", "DESC t", "SELECT/**/1",
        ])
    func reading(sql: String) {
        #expect(StatementKind(sql) == .reading)
    }

    @Test(
        "is other for everything that may write, and in doubt",
        arguments: [
            "", "INSERT INTO t VALUES (1)", "WITH a AS (SELECT 1) DELETE FROM t", "/* SELECT */ DELETE FROM t",
            "-- SELECT\nUPDATE t SET a = 1", "SELECTED", "select_it", "CALL p()", "SET @a = 1", "/* no end SELECT 1",
            "/*!999999 DELETE FROM t; */ SELECT 1", "/*!50000 SELECT 1 */", "SET STATEMENT max_statement_time = 1 FOR SELECT 1",
        ])
    func other(sql: String) {
        #expect(StatementKind(sql) == .other)
    }
}
