import Testing

@testable import MariaDB

@Suite("Calls of stored functions")
struct StoredFunctionCallTests {
    @Test(
        "are recognised",
        arguments: [
            "SELECT f()", "select f (1)", "SELECT db.f()", "SELECT `f`()", "SELECT `db`.`f` ()", "SELECT db.MAX(a) FROM t",
            "INSERT INTO t VALUES (f())", "INSERT INTO t (a) SELECT COUNT(*) + f(1) FROM u", "UPDATE t SET a = /* ! */ f()",
            "SELECT 'a\\', f(), ''",
        ])
    func possible(sql: String) {
        #expect(StoredFunctionCall.isPossible(in: sql))
    }

    @Test(
        "are not those of the server's functions, nor other parentheses",
        arguments: [
            "SELECT 1", "SELECT COUNT(*), max(a) FROM t WHERE id IN (?, ?)", "(SELECT 1) UNION (SELECT 2)",
            "INSERT INTO t (a, b) VALUES (?, ?), (?, ?)", "insert into `db`.`t` (a) values (1)", "INSERT INTO db.t(a) SELECT (1)",
            "REPLACE INTO t(a) VALUES (NOW())", "SELECT * FROM (SELECT 'f()') AS x WHERE a = (1) -- f()",
            "UPDATE t SET a = IF(b, COALESCE(c, 1), CAST(? AS DECIMAL(10,2))) WHERE NOT (a OR (b AND (c)))",
            "SELECT ROW_NUMBER() OVER (PARTITION BY a) FROM t",
        ])
    func none(sql: String) {
        #expect(!StoredFunctionCall.isPossible(in: sql))
    }
}
