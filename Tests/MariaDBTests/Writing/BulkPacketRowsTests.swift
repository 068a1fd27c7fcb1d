import Testing

@testable import MariaDB

@Suite("The rows of a bulk packet")
struct BulkPacketRowsTests {
    @Test("are read again as they were written")
    func values() throws {
        let long = String(repeating: "ü", count: 40_000)
        let rows: [[MariaDBValue]] = [
            [.integer(.min), .unsignedInteger(.max), .double(-0.5), .text(""), .bytes([])],
            [.null, .default, .null, .default, .null],
            [.integer(-1), .unsignedInteger(0), .double(.greatestFiniteMagnitude), .text(long), .bytes([0, 0xFF])],
            [.integer(7), .unsignedInteger(7), .double(1), .text("x'"), .bytes([UInt8](repeating: 0xFB, count: 300))],
        ]
        #expect(read(rows) == rows)
        let decimal = MariaDBValue.decimal(try #require(MariaDBDecimal("12345678901234567890.050")))
        // An integer in a column of decimals is written as one.
        #expect(read([[decimal], [.integer(-7)]]) == [[decimal], [.decimal(MariaDBDecimal(-7))]])
    }

    @Test("have their dates and times, however odd")
    func times() throws {
        let times = [
            MariaDBTime("-838:59:59.000007"), MariaDBTime("23:00:01"), MariaDBTime("00:00:00"), MariaDBTime(microseconds: .max),
        ]
        let moments = [
            MariaDBDateTime("2024-02-29 23:59:58.999999"), MariaDBDateTime("0000-00-00 00:00:00"),
            MariaDBDateTime("9999-12-31 00:00:01"), MariaDBDateTime("2024-02-31 01:02:03"),
        ]
        let rows: [[MariaDBValue]] = try zip(times, moments).map { time, moment in
            let moment = try #require(moment)
            return [.time(try #require(time)), .dateTime(moment), .date(moment.date)]
        }
        #expect(read(rows) == rows)
    }

    @Test("come in parts")
    func parts() {
        var rows = BulkPacketRows(packet((0..<5).map { [.integer($0)] }))
        #expect(rows.take(2) == [[.integer(0)], [.integer(1)]])
        #expect(rows.take(10).count == 3)
        #expect(rows.take(10).isEmpty)
    }

    /// A row that did not fit leaves nothing behind.
    @Test("are those that are in the packet")
    func refused() {
        let rows: [[MariaDBValue]] = [[.null, .integer(1)], [.text("x"), .double(1)], [.integer(5), .integer(2)]]
        #expect(read(rows) == [rows[0], rows[2]])
    }

    private func packet(_ rows: [[MariaDBValue]]) -> BulkPacket {
        var packet = BulkPacket(columnCount: rows.first?.count ?? 0, limit: 1 << 20)
        for row in rows {
            for value in row { packet.append(value) }
            _ = packet.endRow()
        }
        return packet
    }

    private func read(_ rows: [[MariaDBValue]]) -> [[MariaDBValue]] {
        var rows = BulkPacketRows(packet(rows))
        return rows.take(.max)
    }
}
