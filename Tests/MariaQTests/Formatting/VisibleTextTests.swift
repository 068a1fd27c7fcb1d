import Testing

@testable import mariaq

@Suite("Values for people")
struct VisibleTextTests {
    @Test(
        "are told apart from each other",
        arguments: [
            (OutputValue.null, "NULL"), (.text("NULL"), "'NULL'"), (.text("null"), "null"), (.text("'NULL'"), #"'\'NULL\''"#),
            (.bytes([0x41, 0xFF]), "0x41FF"), (.bytes([]), "0x"), (.text("0x41FF"), "'0x41FF'"), (.text(""), ""),
            (.number("-1"), "-1"), (.decimal("1.50"), "1.50"), (.text("it's"), "it's"), (.text(#"C:\new"#), #"C:\new"#),
        ]
    )
    func areToldApart(value: OutputValue, shown: String) {
        #expect(VisibleText.cell(value) == shown)
    }

    @Test(
        "have nothing in them that a terminal obeys",
        arguments: [
            ("a\nb", #"'a\nb'"#), ("a\r\n\tb", #"'a\r\n\tb'"#), ("\u{1B}[31m", #"'\u{1B}[31m'"#), ("\0", #"'\0'"#),
            ("\u{7F}\u{9B}", #"'\u{7F}\u{9B}'"#), ("\u{2028}", #"'\u{2028}'"#), ("\u{202E}abc", #"'\u{202E}abc'"#),
            ("it's\\\n", #"'it\'s\\\n'"#),
        ]
    )
    func areEscaped(text: String, shown: String) {
        #expect(VisibleText.cell(.text(text)) == shown)
    }

    @Test("become one line in a message, without quotes")
    func fitInALine() {
        #expect(VisibleText.line("near 'FRM\nx'") == #"near 'FRM\nx'"#)
        #expect(VisibleText.line("it's fine — é") == "it's fine — é")
    }
}
