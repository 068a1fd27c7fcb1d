import Testing

@testable import MariaDB

@Suite("A bulk packet")
struct BulkPacketTests {
    private func packet(_ rows: [[MariaDBValue]], limit: Int = 1 << 20) -> (packet: BulkPacket, ends: [BulkPacket.RowEnd]) {
        var packet = BulkPacket(columnCount: rows.first?.count ?? 0, limit: limit)
        let ends = rows.map { row in
            for value in row { packet.append(value) }
            return packet.endRow()
        }
        return (packet, ends)
    }

    @Test("is written as the protocol says")
    func bytes() {
        let (packet, _) = packet([[.integer(-2), .text("ab")], [.null, .default]])
        let head: [UInt8] = [7, 0, 0, 0, 128, 0, 8, 0, 254, 0]
        let rows: [UInt8] = [0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 2, 0x61, 0x62, 1, 2]
        #expect(packet.payload(statementID: 7) == head + rows)
    }

    @Test("splits the hours of a time into days and hours")
    func time() throws {
        let (packet, _) = packet([[.time(try #require(MariaDBTime("-838:59:58.000007")))]])
        #expect(packet.payload(statementID: 1).dropFirst(9) == [12, 1, 34, 0, 0, 0, 22, 59, 58, 7, 0, 0, 0])
    }

    @Test("keeps one type a column; NULL and DEFAULT fit all, integers fit decimals")
    func types() throws {
        let decimal = MariaDBValue.decimal(try #require(MariaDBDecimal("1.50")))
        #expect(packet([[.integer(1)], [.null], [.double(1)]]).ends == [.kept, .kept, .refused])
        #expect(packet([[.null], [.default], [.double(1)], [.integer(1)]]).ends == [.kept, .kept, .kept, .refused])
        #expect(packet([[decimal], [.integer(7)], [.unsignedInteger(.max)]]).ends == [.kept, .kept, .kept])
        #expect(packet([[.integer(7)], [.unsignedInteger(7)]]).ends == [.kept, .refused])
        let (mixed, _) = packet([[decimal], [.integer(-7)]])
        #expect(mixed.bytes.suffix(4) == [0, 2, UInt8(ascii: "-"), UInt8(ascii: "7")])
    }

    @Test("takes out again a row that does not fit, whole, and what it said of types")
    func refused() {
        let (full, ends) = packet([
            [.null, .integer(1)], [.text("x"), .double(1)], [.integer(5), .integer(2)], [.text("x"), .integer(3)],
        ])
        // The refused row would have made the first column text.
        #expect(ends == [.kept, .refused, .kept, .refused])
        #expect(full.rowCount == 2)
        #expect(full.byteCount == 10 + 10 + 18)
    }

    @Test("ends below its limit, but keeps its first row")
    func limit() {
        let long = MariaDBValue.text(String(repeating: "x", count: 100))
        let (packet, ends) = packet([[long], [long], [long]], limit: 220)
        #expect(ends == [.kept, .kept, .refused])
        #expect(packet.byteCount <= 220)
        #expect(self.packet([[long]], limit: 10).ends == [.kept])
    }
}
