import Testing

@testable import mariaq

@Suite("The width of a text on a terminal")
struct DisplayWidthTests {
    @Test(
        "counts what people see",
        arguments: [
            ("", 0), ("plain", 5), ("é", 1), ("e\u{301}", 1), ("ñandú", 5), ("漢字", 4), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4),
            ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤", 1), ("❤️", 2),
            ("1️⃣", 2), ("👁️‍🗨️", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("שלום", 4), ("กำ", 2), ("a\u{200B}b", 2), ("co\u{AD}op", 5), ("…—€", 3), ("𠮷", 2),
            ("\u{3099}", 0), ("か\u{3099}", 2), ("naïve 日本", 10),
        ]
    )
    func counts(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }
}
