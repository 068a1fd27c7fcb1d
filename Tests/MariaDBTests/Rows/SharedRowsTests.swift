import Testing

@testable import MariaDB

/// For ThreadSanitizer above all, which sees every access to what is shared.
@Suite("Rows of one batch")
struct SharedRowsTests {
    private struct Item: Decodable, Equatable {
        var id: Int8
        var name: String
        var numbers: [Int]
    }

    private static func rows(_ count: Int) -> [MariaDBRow] {
        let columns = [
            RowFixtures.column(.tinyInt, name: "id"), RowFixtures.column(.varString, name: "name"),
            RowFixtures.column(.blob, name: "numbers"),
        ]
        var bytes: [UInt8] = []
        var rowEnds: [Int] = []
        for index in 0..<count {
            bytes += [0, 0, UInt8(index % 100)]
            bytes += RowFixtures.lengthEncoded(Array("name \(index)".utf8))
            bytes += RowFixtures.lengthEncoded(Array("[\(index), 1]".utf8))
            rowEnds.append(bytes.count)
        }
        return RowBatch(columns: columns, encoding: .binary, bytes: bytes, rowEnds: rowEnds).rows
    }

    @Test("may be read by many tasks at once, in every way, and go on when others let go of them")
    func sharing() async throws {
        let rows = Self.rows(200)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                // Each its own copy of the array, which it lets go of when it is done.
                group.addTask { [rows] in
                    var read = 0
                    for offset in rows.indices {
                        let index = (offset + 25 * task) % rows.count
                        let row = rows[index]
                        let expected = Item(id: Int8(index % 100), name: "name \(index)", numbers: [index, 1])
                        switch (offset + task) % 4 {
                        case 0:
                            let (id, name, json) = try row.decode((Int8, String, String).self)
                            #expect(id == expected.id && name == expected.name && json == "[\(index), 1]")
                        case 1:
                            #expect(try row.decode(Item.self) == expected)
                        case 2:
                            let cells = try row.dictionary()
                            #expect(try String(from: #require(cells["name"])) == expected.name)
                        default:
                            #expect(try row.decode(String.self, named: "name") == expected.name)
                            #expect(row.columns.map(\.name) == ["id", "name", "numbers"])
                        }
                        read += 1
                    }
                    return read
                }
            }
            let read = try await group.reduce(0, +)
            #expect(read == 8 * 200)
        }
    }
}
