import Testing

@testable import MariaDB

@Suite("Statements that the server's session tracking can not be trusted with")
struct UntrackedChangeTests {
    @Test(
        "are recognised",
        arguments: [
            "SELECT @a := 1", "select 1 into @a", "SET TRANSACTION READ ONLY", "LOCK TABLES t READ", "HANDLER t OPEN",
            "SELECT get_lock('x', 1)", "do Get_Lock ('x', 1)", "FLUSH TABLES WITH READ LOCK", "CALL p()", "USE d", "XA START 'x'",
            "BEGIN NOT ATOMIC SELECT 1; END", "SELECT 1; LOCK TABLES t READ", "/* why */ LOCK TABLES t READ", "-- why\nSET a = 1",
            "PREPARE s FROM 'SELECT 1'", "EXECUTE s", "", "  ", "(SET", "é", "SELECTED",
        ])
    func changing(sql: String) {
        #expect(UntrackedChange.isPossible(in: sql))
    }

    @Test(
        "are not those that read and write data",
        arguments: [
            "SELECT 1", "  \n\tselect 1", "(SELECT 1) UNION (SELECT 2)", "INSERT INTO t VALUES (?)", "UPDATE t SET n = n + 1;",
            "DELETE FROM t ; \n", "SELECT @@wait_timeout", "SELECT @@global.sql_mode, @@session.sql_mode",
            "WITH x AS (SELECT 1) SELECT",
            "START TRANSACTION", "COMMIT", "SELECT is_locked, lock_id, got_lock FROM target_list WHERE a_b_ = _",
        ])
    func harmless(sql: String) {
        #expect(!UntrackedChange.isPossible(in: sql))
    }
}
