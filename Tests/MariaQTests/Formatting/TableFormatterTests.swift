import Testing

@testable import mariaq

@Suite("Tables for people")
struct TableFormatterTests {
    @Test("align wide characters, and numbers at the right")
    func alignsWideCharacters() throws {
        let text = try TableFormatter().text(
            ["city", "name", "n"], numeric: ["n"],
            [
                [.text("東京"), .text("Tokyo"), .number("37")],
                [.text("Zürich"), .text("👨‍👩‍👧 ok"), .number("1234")],
                [.null, .text("NULL"), .null],
            ]
        )
        #expect(
            text == """
                +--------+--------+------+
                | city   | name   |    n |
                +--------+--------+------+
                | 東京   | Tokyo  |   37 |
                | Zürich | 👨‍👩‍👧 ok  | 1234 |
                | NULL   | 'NULL' | NULL |
                +--------+--------+------+

                """
        )
    }

    @Test("show the columns when there are no rows")
    func showsNoRows() throws {
        #expect(try TableFormatter().text(["a", "long name"], []) == "+---+-----------+\n| a | long name |\n+---+-----------+\n")
    }

    @Test("keep to one line a row, whatever is in the cells and names")
    func keepsToLines() throws {
        let text = try TableFormatter().text(["a\nb"], [[.text("1\n2\u{1B}[0m")]])
        #expect(text.split(separator: "\n").count == 5)
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }

    @Test("cut nothing off")
    func cutsNothingOff() throws {
        let long = String(repeating: "x", count: 5000)
        #expect(try TableFormatter().text(["a"], [[.text(long)]]).contains(long))
    }

    @Test("can be turned to one line a column")
    func vertical() throws {
        let rows: [[OutputValue]] = [[.number("1"), .text("é")], [.number("2"), .null]]
        let text = try VerticalFormatter().text(["id", "名前"], numeric: ["id"], rows)
        #expect(
            text == """
                *************************** 1. row ***************************
                  id: 1
                名前: é
                *************************** 2. row ***************************
                  id: 2
                名前: NULL

                """
        )
    }
}
