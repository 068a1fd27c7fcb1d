import Testing

@testable import MariaDB

@Suite("A statement for many rows")
struct ManyStatementTests {
    @Test(
        "is safe in bulk if each placeholder is a value by itself",
        arguments: [
            "INSERT INTO t VALUES (?, ?)", "insert t (a, b) value(?,?);", "REPLACE INTO `t``(?` (a) VALUES (?, ?)",
            "INSERT INTO t VALUES (?, 1, 'a?'), (2, ?, f(3))", "INSERT INTO t VALUES (?, NOW(), ?) /* SELECT ? */",
            "INSERT INTO t SET a = ?, `b` = ?", "INSERT t SET t.a = ?, d.t.b=? ON DUPLICATE KEY UPDATE c = c + 1",
            "INSERT INTO t VALUES (?, 1) ON DUPLICATE KEY UPDATE b = VALUES(b) + f(a), c = ?",
            "INSERT INTO t VALUES (?, ?) RETURNING a + 1",
        ])
    func safe(sql: String) {
        let statement = ManyStatement(sql, bindCount: 2)
        #expect(statement.writesRows && statement.isSafeInBulk)
    }

    @Test(
        "is not if one is part of an expression, or in doubt",
        arguments: [
            "INSERT INTO t VALUES (?, ? + 1)", "INSERT INTO t VALUES (?, -?)", "INSERT INTO t VALUES (?, f(?))",
            "INSERT INTO t VALUES (?, f(1, ?, 2))", "INSERT INTO t VALUES (?, (?))", "INSERT INTO t VALUES (?, (VALUES (?)))",
            "INSERT INTO t VALUES (?, ? COLLATE utf8mb4_bin)", "INSERT INTO t SET a = ?, b = ? > 5",
            "INSERT INTO t SET a = ?, b = c = ?",
            "INSERT INTO t SET a = ?, b = c >= ?", "INSERT INTO t SET a = ?, b = @x := ?", "INSERT INTO t SET a = ?, b = f(?)",
            "INSERT INTO t VALUES (?, 1) ON DUPLICATE KEY UPDATE b = f(1, ?)",
            "INSERT INTO t VALUES (?, 1) ON DUPLICATE KEY UPDATE b = b + ?", "INSERT INTO t VALUES (?, 1) RETURNING f(?)",
            "INSERT INTO t VALUES (?)", "INSERT INTO t VALUES (?, /*!50000 ? */)", "INSERT INTO t VALUES (?, '?)",
        ])
    func unsafe(sql: String) {
        #expect(!ManyStatement(sql, bindCount: 2).isSafeInBulk)
    }

    @Test("is not if an INSERT has a subquery; an UPDATE or a DELETE is, whatever it has")
    func subqueries() {
        for sql in [
            "INSERT INTO t SELECT ?, ?", "INSERT INTO t VALUES (?, ?, (SELECT 1))", "REPLACE INTO t (select ?, ?)",
            "INSERT INTO t VALUES (?, ?) RETURNING (SELECT 1)",
        ] {
            let statement = ManyStatement(sql, bindCount: 2)
            #expect(statement.writesRows && statement.hasSubquery && !statement.isSafeInBulk, "\(sql)")
        }
        for sql in ["UPDATE t SET a = f(?) WHERE b IN (SELECT ?)", "DELETE FROM t WHERE a > ? AND b = ?"] {
            #expect(ManyStatement(sql, bindCount: 2).isSafeInBulk, "\(sql)")
        }
        #expect(!ManyStatement("INSERT INTO t VALUES (?, 'SELECT', `select`)", bindCount: 1).hasSubquery)
    }

    @Test(
        "writes rows only if every reading says so",
        arguments: ["CALL p(?)", "SELECT ?", "/*!50000 SELECT */ DELETE FROM t", "'"])
    func others(sql: String) {
        let statement = ManyStatement(sql, bindCount: 1)
        #expect(!statement.writesRows && !statement.isSafeInBulk)
    }
}
