import Testing

@testable import mariaq

@Suite("Separated values")
struct SeparatedValuesTests {
    private let row: [OutputValue] = [
        .null, .text(""), .text("a,b"), .text("say \"hi\""), .text("1\n2"), .text("x\r\ny"), .number("-1"), .bytes([0]),
        .text("t\tt\\"),
    ]
    private let names = ["a", "b,", "c", "d", "e", "f", "g", "h", "i"]

    @Test("CSV quotes what must be quoted, and tells NULL from the empty text")
    func csv() throws {
        let text = try CSVFormatter().text(names, [row])
        #expect(
            text == "a,\"b,\",c,d,e,f,g,h,i\r\n"
                + ",\"\",\"a,b\",\"say \"\"hi\"\"\",\"1\n2\",\"x\r\ny\",-1,0x00,t\tt\\\r\n"
        )
    }

    @Test("TSV escapes as the server's LOAD DATA reads it")
    func tsv() throws {
        let text = try TSVFormatter().text(names, [row])
        #expect(
            text == "a\tb,\tc\td\te\tf\tg\th\ti\n" + #"\N"# + "\t\ta,b\tsay \"hi\"\t" + #"1\n2"# + "\tx\r\\ny\t-1\t0x00\t"
                + #"t\tt\\"# + "\n"
        )
    }

    @Test(
        "What a statement did is said in words",
        arguments: [
            (
                StatementSummary(affectedRows: 2, lastInsertID: 7, warningCount: 1),
                "2 rows affected (last insert id 7, 1 warning)"
            ),
            (StatementSummary(affectedRows: 1, lastInsertID: nil, warningCount: 0), "1 row affected"),
            (StatementSummary(affectedRows: 0, lastInsertID: nil, warningCount: 2), "0 rows affected (2 warnings)"),
        ]
    )
    func summary(summary: StatementSummary, text: String) {
        #expect(summary.text == text)
    }
}
