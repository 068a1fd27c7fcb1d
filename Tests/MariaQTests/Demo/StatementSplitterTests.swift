import Testing

@testable import mariaq

@Suite("Splitting SQL that a tool wrote")
struct StatementSplitterTests {
    @Test(
        "takes semicolons at the end of a line only",
        arguments: [
            ("", []), ("\n \n", []), ("SELECT 1;\nSELECT 2;\n", ["SELECT 1", "SELECT 2"]), ("SELECT 1", ["SELECT 1"]),
            ("INSERT VALUES\n ('a;b')\n;\nDO 1;", ["INSERT VALUES\n ('a;b')\n", "DO 1;"]),
            ("/*M!1 LOCK\n t*/;\n;\n", ["/*M!1 LOCK\n t*/"]),
        ]
    )
    func splits(script: String, statements: [String]) {
        #expect(StatementSplitter.split(Array(script.utf8)) == statements)
    }

    @Test(
        "Durations are short",
        arguments: [
            (Duration.milliseconds(260), "0.26 s"), (.seconds(5), "5.00 s"), (.microseconds(4_230), "4.2 ms"), (.zero, "0.0 ms"),
            (.microseconds(50), "0.1 ms"), (.milliseconds(2_005), "2.01 s"),
        ]
    )
    func durations(duration: Duration, text: String) {
        #expect(Time.text(duration) == text)
    }
}
