import Testing

@testable import MariaDB

@Suite("Geometries")
struct MariaDBGeometryTests {
    private static let square: [MariaDBGeometry.Point] = [(0, 0), (4, 0), (4, 4), (0, 0)].map { .init(x: $0.0, y: $0.1) }
    private static let shapes: [MariaDBGeometry.Shape] = [
        .point(.init(x: -1.5, y: .greatestFiniteMagnitude)), .lineString(square), .polygon([square, square]), .polygon([]),
        .multiPoint(square), .multiLineString([square, []]), .multiPolygon([[square], [square, square]]),
        .collection([.point(.init(x: 0, y: 0)), .collection([.lineString([])]), .multiPoint([])]), .collection([]),
    ]

    @Test("are written as they are read", arguments: shapes)
    func roundTrip(shape: MariaDBGeometry.Shape) {
        #expect(MariaDBGeometry.Shape(wkb: shape.wkb) == shape)
        let geometry = MariaDBGeometry(shape, srid: 4326)
        #expect(MariaDBGeometry(bytes: geometry.bytes) == geometry)
        #expect(geometry.bytes == [0xE6, 0x10, 0, 0] + shape.wkb)
    }

    @Test("are read in either byte order")
    func byteOrder() {
        let big: [UInt8] = [0, 0, 0, 0, 1, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]
        #expect(MariaDBGeometry.Shape(wkb: big) == .point(.init(x: 1, y: 2)))
    }

    @Test("are refused when cut short or followed by more", arguments: shapes)
    func truncated(shape: MariaDBGeometry.Shape) {
        for count in 0..<shape.wkb.count { #expect(MariaDBGeometry.Shape(wkb: Array(shape.wkb.prefix(count))) == nil) }
        #expect(MariaDBGeometry.Shape(wkb: shape.wkb + [0]) == nil)
    }

    @Test("that promise too much or nest too deeply are refused, without a trap and without the memory promised")
    func hostile() {
        for kind in UInt8(2)...7 { #expect(MariaDBGeometry.Shape(wkb: [1, kind, 0, 0, 0, 255, 255, 255, 255, 0]) == nil) }
        let collection: [UInt8] = [1, 7, 0, 0, 0, 1, 0, 0, 0]
        let empty: [UInt8] = [1, 7, 0, 0, 0, 0, 0, 0, 0]
        let nested: [UInt8] = repeatElement(collection, count: 100_000).flatMap(\.self) + empty
        #expect(MariaDBGeometry.Shape(wkb: nested) == nil)
        #expect(MariaDBGeometry.Shape(wkb: Array(nested.suffix(9 * 10))) != nil)
        // A multi point made of something else.
        #expect(MariaDBGeometry.Shape(wkb: [1, 4, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0]) == nil)
    }

    @Test("never trap, whatever byte is changed")
    func mutations() {
        for shape in Self.shapes {
            for index in shape.wkb.indices {
                for value in [0, 1, 7, 0x7F, 0xFF] as [UInt8] {
                    var bytes = shape.wkb
                    bytes[index] = value
                    if let read = MariaDBGeometry.Shape(wkb: bytes) { #expect(MariaDBGeometry.Shape(wkb: read.wkb) != nil) }
                }
            }
        }
    }

    @Test("are read from GEOMETRY columns only")
    func columns() throws {
        let bytes = MariaDBGeometry(.point(.init(x: 1, y: 2))).bytes
        let row = RowFixtures.binary([RowFixtures.column(.geometry, collation: 63)], RowFixtures.lengthEncoded(bytes)).first
        #expect(try row.decode(MariaDBGeometry.self).shape == .point(.init(x: 1, y: 2)))
        #expect(try row.decode([UInt8].self) == bytes)
        let blob = RowFixtures.binary([RowFixtures.column(.blob, collation: 63)], RowFixtures.lengthEncoded(bytes)).first
        #expect(throws: MariaDBError.self) { try blob.decode(MariaDBGeometry.self) }
    }
}
