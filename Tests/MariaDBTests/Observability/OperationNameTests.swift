import Testing

@testable import MariaDB

@Suite("The name of what a statement does")
struct OperationNameTests {
    @Test(
        "is its first word, if that begins statements",
        arguments: [
            ("select 1", "SELECT"), (" \n(SELECT 1)", "SELECT"), ("/* a */ -- b\n# c\nupdate t", "UPDATE"), ("COMMIT", "COMMIT"),
            ("", nil), ("?", nil), ("'select'", nil), ("secretword 1", nil), ("select", "SELECT"), ("/* never ends", nil),
            ("INSERT INTO t VALUES ('\(String(repeating: "x", count: 10_000))", "INSERT"),
        ] as [(String, String?)])
    func firstWord(sql: String, name: String?) {
        #expect(OperationName.first(of: sql) == name)
    }
}
