import Testing

@testable import MariaDB

@Suite("The name of a distributed transaction's branch")
struct MariaDBXIDTests {
    private let here = CallSite(file: #fileID, line: #line)

    @Test("is bytes in statements, and readable in descriptions")
    func forms() throws {
        let xid = MariaDBXID("a'b", branch: "x")
        #expect(try xid.sql(here) == "X'612762',X'78',1")
        #expect(xid.description == "X'612762','x',1")
        #expect(try MariaDBXID(transaction: [0, 255], branch: [], formatID: 7).sql(here) == "X'00ff',X'',7")
    }

    @Test("has its limits", arguments: [(0, 0), (65, 0), (1, 65)])
    func limits(length: Int, branch: Int) {
        let xid = MariaDBXID(String(repeating: "x", count: length), branch: String(repeating: "y", count: branch))
        let error = #expect(throws: MariaDBError.self) { try xid.sql(here) }
        #expect(error?.code == .invalidTransaction && error?.line == here.line)
    }
}
