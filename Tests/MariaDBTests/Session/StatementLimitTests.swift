import Testing

@testable import MariaDB

@Suite("The time limit of a statement")
struct StatementLimitTests {
    @Test("is written in seconds, with microseconds, and is never the 0 that means none")
    func text() {
        #expect(Session.prefix(.milliseconds(1500)) == "SET STATEMENT max_statement_time=1.500000 FOR ")
        #expect(Session.prefix(.microseconds(7)) == "SET STATEMENT max_statement_time=0.000007 FOR ")
        #expect(Session.prefix(.zero) == "SET STATEMENT max_statement_time=0.000001 FOR ")
        #expect(Session.prefix(.seconds(-1)) == "SET STATEMENT max_statement_time=0.000001 FOR ")
        #expect(Session.prefix(.seconds(Int64.max)) == "SET STATEMENT max_statement_time=31536000.000000 FOR ")
    }

    @Test("is a bind of a statement that is prepared, whose text is always the same")
    func bind() {
        #expect(Duration.milliseconds(1500).asFirstBind == [.double(1.5)])
        #expect(Duration.zero.asFirstBind == [.double(0.000001)])
        #expect(
            StatementSlot.limited(isCached: true).text(of: "SELECT ?")
                == "SET STATEMENT max_statement_time=?+0e0 FOR SELECT ?")
        #expect(StatementSlot.cache.text(of: "SELECT ?") == "SELECT ?")
    }
}
