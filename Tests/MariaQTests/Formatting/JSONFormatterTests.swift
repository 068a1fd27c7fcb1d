import Foundation
import Testing

@testable import mariaq

@Suite("JSON")
struct JSONFormatterTests {
    @Test("keeps types, NULL, and the order of the columns")
    func keepsTypes() throws {
        let text = try JSONFormatter().text(
            ["z", "a", "d", "b", "n"],
            [[.number("18446744073709551615"), .text("é"), .decimal("1.50"), .bytes([0x4D]), .null]]
        )
        #expect(text == #"[{"z":18446744073709551615,"a":"é","d":"1.50","b":"0x4D","n":null}]"# + "\n")
    }

    @Test("has a row a line, and is an empty array without rows")
    func hasARowALine() throws {
        let rows: [[OutputValue]] = [[.number("1")], [.number("2")]]
        #expect(try JSONFormatter().text(["a"], rows) == "[{\"a\":1},\n{\"a\":2}]\n")
        #expect(try JSONFormatter().text(["a"], []) == "[]\n")
        #expect(try JSONFormatter(isLines: true).text(["a"], rows) == "{\"a\":1}\n{\"a\":2}\n")
        #expect(try JSONFormatter(isLines: true).text(["a"], []) == "")
    }

    @Test("escapes what it must, and what a terminal would obey")
    func escapes() throws {
        #expect(JSONText.quoted("\"\\/\n\r\t\0\u{1B}\u{7F}\u{85}\u{2028}é👍") == #""\"\\/\n\r\t\u0000\u001b\u007f\u0085\u2028é👍""#)
    }

    @Test("has no needless zeros in its numbers")
    func numbers() throws {
        for (digits, number) in [
            ("00042", "42"), ("0000", "0"), ("0", "0"), ("001.50", "1.50"), ("000.5", "0.5"), ("-0.5", "-0.5"), ("10", "10"),
        ] {
            #expect(try JSONFormatter(isLines: true).text(["n"], [[.number(digits)]]) == "{\"n\":\(number)}\n")
        }
    }

    @Test("is read back by others as it was")
    func isReadBack() throws {
        let all = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
        let text = try JSONFormatter().text([all, "b"], [[.text(all), .number("-0.5")]])
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(rows.first?[all] as? String == all)
        #expect(rows.first?["b"] as? Double == -0.5)
    }

    @Test(
        "keeps columns of the same name apart",
        arguments: [
            (["a", "b"], ["a", "b"]), (["a", "a", "a"], ["a", "a_2", "a_3"]), (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
            (["a_2", "a", "a"], ["a_2", "a", "a_3"]), (["", ""], ["", "_2"]),
            (["a", "a", "a_2", "a_2"], ["a", "a_3", "a_2", "a_2_2"]),
        ]
    )
    func keepsNamesApart(names: [String], unique: [String]) {
        #expect(UniqueNames.make(names) == unique)
    }
}
