import Testing

@testable import mariaq

@Suite("The CSV parser")
struct CSVParserTests {
    private func parse(_ text: [UInt8], dialect: CSVDialect = CSVDialect(), pieces: Int = .max) -> [CSVLine] {
        var parser = CSVParser(dialect)
        var lines: [CSVLine] = []
        var rest = text[...]
        while !rest.isEmpty {
            parser.parse(rest.prefix(pieces), into: &lines)
            rest = rest.dropFirst(pieces)
        }
        parser.finish(into: &lines)
        return lines
    }

    private func records(_ text: String, dialect: CSVDialect = CSVDialect()) -> [[String]] {
        let whole = parse(Array(text.utf8), dialect: dialect)
        // Wherever it is cut, it is the same.
        for size in [1, 2, 3, 7] { #expect(parse(Array(text.utf8), dialect: dialect, pieces: size) == whole) }
        return whole.map { line in
            switch line {
            case .record(let record): record.fields.map(\.text)
            case .bad(let line, let reason): ["bad \(line): \(reason)"]
            }
        }
    }

    @Test(
        "reads what RFC 4180 says",
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2", [["a", "b"], ["1", "2"]]), ("", []), ("\n\r\n\n", []), ("a\n\n\nb\n", [["a"], ["b"]]),
            ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]), ("\"a\nb\r\nc\",2\n", [["a\nb\r\nc", "2"]]), ("\"\"\n", [[""]]),
            (",\n", [["", ""]]), ("a,\n,b\n", [["a", ""], ["", "b"]]), ("\"\"\"\"\n", [["\""]]), (" a , b \n", [[" a ", " b "]]),
            ("é,\u{1F600}\n", [["é", "\u{1F600}"]]), ("a\0b\n", [["a\0b"]]), ("a\rb\n", [["a\rb"]]), ("\"x\"", [["x"]]),
        ] as [(String, [[String]])])
    func rules(text: String, expected: [[String]]) {
        #expect(records(text) == expected)
    }

    @Test("passes over a byte order mark, and over nothing that only begins like one")
    func byteOrderMark() {
        #expect(records("\u{FEFF}a,b\n") == [["a", "b"]])
        #expect(records("\u{FEFF}\"a\",b\n") == [["a", "b"]])
        #expect(records("\u{FEFF}") == [])
        #expect(records("a\u{FEFF}\n") == [["a\u{FEFF}"]])
        #expect(parse([0xEF, 0xBB]) == [.bad(line: 1, reason: "field 1 is not valid UTF-8")])
        #expect(parse([0xEF, 0x61, 0x0A], pieces: 1) == [.bad(line: 1, reason: "field 1 is not valid UTF-8")])
    }

    @Test("knows other separators and quotes, or none")
    func dialects() {
        #expect(records("a;'b;c'\n", dialect: .init(separator: UInt8(ascii: ";"), quote: UInt8(ascii: "'"))) == [["a", "b;c"]])
        #expect(records("a\t\"b\n", dialect: .init(separator: UInt8(ascii: "\t"), quote: nil)) == [["a", "\"b"]])
    }

    @Test("tells quoted fields from others")
    func quoted() {
        let fields = [
            CSVField(text: "", isQuoted: false), CSVField(text: "", isQuoted: true), CSVField(text: "x", isQuoted: true),
        ]
        #expect(parse(Array(",\"\",\"x\"\n".utf8)) == [.record(CSVRecord(line: 1, fields: fields))])
    }

    @Test("names the lines of bad records, and goes on behind them")
    func bad() {
        let text = "a,b\n1,x\"y\n\"l\nm\",2\n\"q\"z,3\nok,4\n\"never"
        #expect(
            records(text) == [
                ["a", "b"], ["bad 2: a quote stands inside of a field that does not begin with one"], ["l\nm", "2"],
                ["bad 5: something stands between a closing quote and the next separator"], ["ok", "4"],
                ["bad 7: a quoted field that begins here has no end"],
            ])
        #expect(
            parse([0x61, 0x0A, 0xFF, 0x2C, 0x62, 0x0A, 0x63]) == [
                .record(CSVRecord(line: 1, fields: [CSVField(text: "a", isQuoted: false)])),
                .bad(line: 2, reason: "field 1 is not valid UTF-8"),
                .record(CSVRecord(line: 3, fields: [CSVField(text: "c", isQuoted: false)])),
            ])
    }

    @Test("traps on no bytes at all, however they are cut")
    func random() {
        var random = SystemRandomNumberGenerator()
        let alphabet: [UInt8] = Array("a,\"\r\n;é".utf8) + [0, 0xEF, 0xBB, 0xBF, 0xFF]
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let whole = parse(bytes)
            for size in [1, 2, 5] { #expect(parse(bytes, pieces: size) == whole, "\(bytes)") }
        }
    }
}
