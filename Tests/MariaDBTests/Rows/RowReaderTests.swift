import Testing

@testable import MariaDB

@Suite("Reading a row")
struct RowReaderTests {
    @Test("finds NULLs in the bitmap at every position", arguments: [1, 7, 8, 9, 64, 65])
    func nullBitmap(columnCount: Int) throws {
        let columns = (0..<columnCount).map { RowFixtures.column(.tinyInt, name: "c\($0)") }
        for null in 0..<columnCount {
            var bitmap = [UInt8](repeating: 0, count: (columnCount + 9) / 8)
            bitmap[(null + 2) / 8] |= 1 << UInt8((null + 2) % 8)
            let values = (0..<columnCount).filter { $0 != null }.map { UInt8($0) }
            let row = RowFixtures.binary(columns, nulls: bitmap, values).first
            for position in 0..<columnCount {
                let value = try row.decode(Int?.self, at: position)
                #expect(value == (position == null ? nil : position))
            }
        }
    }

    @Test("tells NULL from an empty string in both encodings")
    func nullAndEmpty() throws {
        let columns = [RowFixtures.column(.varString, name: "a"), RowFixtures.column(.varString, name: "b")]
        for batch in [
            RowFixtures.text(columns, [nil, ""]), RowFixtures.binary(columns, nulls: [0b100], [0]),
        ] {
            let (null, empty) = try batch.first.decode((String?, String?).self)
            #expect(null == nil)
            #expect(empty == "")
        }
    }

    @Test("reads strings at every width of their length", arguments: [0, 1, 250, 251, 65_535, 65_536, 70_000])
    func lengths(count: Int) throws {
        let text = String(repeating: "x", count: count)
        let columns = [RowFixtures.column(.varString)]
        for batch in [
            RowFixtures.text(columns, [text]), RowFixtures.binary(columns, RowFixtures.lengthEncoded(Array(text.utf8))),
        ] {
            #expect(try batch.first.decode(String.self, at: 0) == text)
        }
    }

    @Test("refuses a row that is cut anywhere, instead of trapping or reading on")
    func cutRows() throws {
        let columns = [
            RowFixtures.column(.bigInt), RowFixtures.column(.varString), RowFixtures.column(.dateTime),
            RowFixtures.column(.double),
        ]
        let whole = RowFixtures.binary(
            columns,
            [UInt8](repeating: 1, count: 8) + RowFixtures.lengthEncoded(Array("hello".utf8)) + [4, 232, 7, 1, 2]
                + [UInt8](repeating: 0, count: 8)
        )
        _ = try whole.first.decode((Int, String, String, Double).self)
        for length in 0..<whole.bytes.count {
            let cut = RowBatch(
                columns: columns, encoding: .binary, bytes: Array(whole.bytes.prefix(length)), rowEnds: [length])
            let error = try #require(throws: MariaDBError.self) { try cut.first.decode((Int, String, String, Double).self) }
            #expect(error.code == .malformedPacket)
        }
    }

    @Test(
        "refuses lengths beyond the row's end and first bytes that begin no length",
        arguments: [
            [0x05, 0x61], [0xFC, 0xFF, 0xFF], [0xFD, 1], [0xFE, 255, 255, 255, 255, 255, 255, 255, 255],
            [0xFE, 255, 255, 255, 255, 255, 255, 255, 127], [0xFF], [0xFB],
        ] as [[UInt8]])
    func wrongLengths(value: [UInt8]) throws {
        let batch = RowFixtures.binary([RowFixtures.column(.varString)], value)
        let error = try #require(throws: MariaDBError.self) { try batch.first.decode(String.self, at: 0) }
        #expect(error.code == .malformedPacket)
    }

    @Test("refuses a row that does not begin with a zero byte")
    func wrongHeader() throws {
        let batch = RowBatch(columns: [RowFixtures.column(.tinyInt)], encoding: .binary, bytes: [1, 0, 7], rowEnds: [3])
        let error = try #require(throws: MariaDBError.self) { try batch.first.decode(Int.self, at: 0) }
        #expect(error.code == .malformedPacket)
    }

    @Test("survives every byte of a row set to every value")
    func everyByteChanged() throws {
        let columns = [
            RowFixtures.column(.int), RowFixtures.column(.varString), RowFixtures.column(.time), RowFixtures.column(.decimal),
            RowFixtures.column(.bit), RowFixtures.column(.float),
        ]
        let row = RowFixtures.binary(
            columns, [1, 2, 3, 4, 2, 0x61, 0x62, 8, 1, 0, 0, 0, 0, 23, 59, 58, 3, 0x31, 0x2E, 0x35, 1, 1, 0, 0, 128, 63])
        var readable = 0
        for position in row.bytes.indices {
            for value in UInt8.min...UInt8.max {
                var bytes = row.bytes
                bytes[position] = value
                let changed = RowBatch(columns: columns, encoding: .binary, bytes: bytes, rowEnds: [bytes.count])
                do {
                    _ = try changed.first.decode((Int?, String?, String?, String?, UInt64?, Float?).self)
                    readable += 1
                } catch is MariaDBError {
                    continue
                }
            }
        }
        #expect(readable > 0)
    }
}
