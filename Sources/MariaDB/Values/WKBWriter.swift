/// Writes Well-Known Binary, little-endian.
struct WKBWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: some FixedWidthInteger) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    mutating func append(_ shape: MariaDBGeometry.Shape) {
        switch shape {
        case .point(let point):
            header(1)
            append(point)
        case .lineString(let points):
            header(2)
            append(points)
        case .polygon(let rings):
            header(3)
            list(rings) { $0.append($1) }
        case .multiPoint(let points):
            header(4)
            list(points) { $0.append(.point($1)) }
        case .multiLineString(let lines):
            header(5)
            list(lines) { $0.append(.lineString($1)) }
        case .multiPolygon(let polygons):
            header(6)
            list(polygons) { $0.append(.polygon($1)) }
        case .collection(let shapes):
            header(7)
            list(shapes) { $0.append($1) }
        }
    }

    private mutating func header(_ kind: UInt32) {
        bytes.append(1)
        append(kind)
    }

    private mutating func append(_ point: MariaDBGeometry.Point) {
        append(point.x.bitPattern)
        append(point.y.bitPattern)
    }

    private mutating func append(_ points: [MariaDBGeometry.Point]) {
        list(points) { $0.append($1) }
    }

    private mutating func list<Element>(_ elements: [Element], _ write: (inout WKBWriter, Element) -> Void) {
        append(UInt32(clamping: elements.count))
        for element in elements { write(&self, element) }
    }
}
