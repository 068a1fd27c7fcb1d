internal import Foundation

@testable internal import MariaDB

/// Rows of either protocol, with columns of every type, each cell read as some type: what a server sends.
///
/// An input begins with the encoding, the number of columns, four bytes for each of them, and the number of rows; the rest is the rows.
enum RowTarget {
    private struct Record: Decodable {
        var c0: Int?
        var c1: String?
        var c2: [String: Int]?
        var c3: [UInt8]?
    }

    private static let types: [MariaDBType] = [
        .oldDecimal, .tinyInt, .smallInt, .int, .float, .double, .null, .timestamp, .bigInt, .mediumInt, .date, .time, .dateTime,
        .year, .bit, .json, .decimal, .tinyBlob, .mediumBlob, .longBlob, .blob, .varString, .string, .geometry,
    ]

    private static let readings: [@Sendable (MariaDBCell) throws -> Void] = [
        { _ = try Int(from: $0) }, { _ = try Int8(from: $0) }, { _ = try UInt64(from: $0) }, { _ = try UInt16(from: $0) },
        { _ = try Bool(from: $0) }, { _ = try Double(from: $0) }, { _ = try Float(from: $0) }, { _ = try String(from: $0) },
        { _ = try [UInt8](from: $0) }, { _ = try [String](from: $0) }, { _ = try [Float](from: $0) },
        { _ = try Set<String>(from: $0) }, { check(try MariaDBDecimal(from: $0)) }, { _ = try MariaDBDate(from: $0) },
        { _ = try MariaDBTime(from: $0) }, { _ = try MariaDBDateTime(from: $0) }, { _ = try MariaDBGeometry(from: $0) },
        { _ = try Date(from: $0) }, { _ = try Decimal(from: $0) }, { _ = try UUID(from: $0) }, { _ = try Data(from: $0) },
        { _ = try URL(from: $0) }, { _ = try MariaDBJSON<[Int]>(from: $0) }, { _ = try Int?(from: $0) },
    ]

    static func run(_ bytes: [UInt8]) {
        var input = Input(bytes)
        let encoding: RowBatch.Encoding = input.byte() & 1 == 0 ? .text : .binary
        var wanted: [Int] = []
        let columns = (0...input.number(below: 8)).map { index in
            wanted.append(Int(input.byte()))
            return column("c\(index)", &input)
        }
        let rows = rows(1 + input.number(below: 4), input.remaining())
        let batch = RowBatch(columns: ResultColumns(columns), encoding: encoding, rows)
        let read = ResultRows(batch)[0..<batch.rowCount]
        var decoder = DecodableReader(Record.self, .asWritten)
        for row in read {
            attempt {
                for (cell, wanted) in zip(try row.cells(), wanted) {
                    attempt { try readings[wanted % readings.count](cell) }
                }
            }
            attempt { _ = try row.decode((String?, Int?).self) }
            attempt { _ = try row.decode(MariaDBDecimal?.self, at: columns.count - 1) }
            attempt { _ = try decoder.read(row) }
            attempt { _ = try row.dictionary() }
        }
    }

    private static func column(_ name: String, _ input: inout Input) -> MariaDBColumn {
        let number = input.byte()
        let shape = input.byte()
        var flags: MariaDBColumn.Flags = []
        if shape & 1 != 0 { flags.insert(.unsigned) }
        if shape & 2 != 0 { flags.insert(.set) }
        // Mostly types that there are.
        let type = number < 240 ? types[Int(number) % types.count] : MariaDBType(rawValue: number ^ UInt8(shape))
        return MariaDBColumn(
            name: name, originalName: name, table: "t", originalTable: "t", database: "d", type: type,
            collation: shape & 4 != 0 ? MariaDBColumn.binaryCollation : 45, length: 0, decimals: Int(input.byte()), flags: flags,
            extendedFormat: shape & 8 != 0 ? "json" : "")
    }

    /// As many rows, all of the same length but for the last.
    private static func rows(_ count: Int, _ bytes: [UInt8]) -> RowBytes {
        var rows = RowBytes()
        let length = bytes.count / count
        for row in 0..<count {
            rows.bytes += row == count - 1 ? bytes[(row * length)...] : bytes[(row * length)..<((row + 1) * length)]
            rows.endRow()
        }
        return rows
    }

    private static func check(_ decimal: MariaDBDecimal) {
        require(MariaDBDecimal(decimal.description) == decimal, "\(decimal) is not what it prints")
        _ = (Double(decimal), Int(exactly: decimal), Decimal(exactly: decimal))
    }

    /// Whatever the bytes are, the only error is ours.
    private static func attempt(_ body: () throws -> Void) {
        do {
            try body()
        } catch let error as MariaDBError {
            require(
                error.code == .decodingFailed || error.code == .malformedPacket, "an unexpected code: \(error)")
        } catch {
            fatalError("an error of another type: \(error)")
        }
    }
}
