/// Reads Well-Known Binary (OGC Simple Feature Access 8.2). Trusts nothing: every length is checked against what is left, and
/// collections in collections have a limit.
struct WKBReader {
    private let bytes: [UInt8]
    private var position = 0
    private var isBigEndian = false

    /// The server itself refuses collections this deep long before.
    private static let maximumDepth = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func integer() -> UInt32? {
        number(4).map(UInt32.init(truncatingIfNeeded:))
    }

    mutating func shape(depth: Int) -> MariaDBGeometry.Shape? {
        guard depth < Self.maximumDepth, let kind = header() else { return nil }
        switch kind {
        case 1: return point().map { .point($0) }
        case 2: return list(of: 16) { $0.point() }.map { .lineString($0) }
        case 3: return rings().map { .polygon($0) }
        case 4: return parts(1) { $0.point() }.map { .multiPoint($0) }
        case 5: return parts(2) { $0.list(of: 16) { $0.point() } }.map { .multiLineString($0) }
        case 6: return parts(3) { $0.rings() }.map { .multiPolygon($0) }
        case 7: return list(of: 5) { $0.shape(depth: depth + 1) }.map { .collection($0) }
        default: return nil
        }
    }

    /// The byte order and the kind that come before each shape, also before each part of a multiple one.
    private mutating func header() -> UInt32? {
        guard position < bytes.count, bytes[position] <= 1 else { return nil }
        isBigEndian = bytes[position] == 0
        position += 1
        return integer()
    }

    private mutating func point() -> MariaDBGeometry.Point? {
        guard let x = number(8), let y = number(8) else { return nil }
        return MariaDBGeometry.Point(x: Double(bitPattern: x), y: Double(bitPattern: y))
    }

    private mutating func rings() -> [[MariaDBGeometry.Point]]? {
        list(of: 4) { $0.list(of: 16) { $0.point() } }
    }

    /// The parts of a multiple shape, each with a header that must name the kind.
    private mutating func parts<Part>(_ kind: UInt32, _ read: (inout WKBReader) -> Part?) -> [Part]? {
        list(of: 5) { $0.header() == kind ? read(&$0) : nil }
    }

    /// A count, then that many elements, of which each needs at least so many bytes: a count that promises more than is left is
    /// refused. It may still promise too much, at every depth, so memory is asked for as elements come.
    private mutating func list<Element>(of size: Int, _ read: (inout WKBReader) -> Element?) -> [Element]? {
        guard let count = integer(), UInt64(count) * UInt64(size) <= UInt64(bytes.count - position) else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(Int(min(count, 64)))
        for _ in 0..<count {
            guard let element = read(&self) else { return nil }
            elements.append(element)
        }
        return elements
    }

    private mutating func number(_ width: Int) -> UInt64? {
        guard bytes.count - position >= width else { return nil }
        var number: UInt64 = 0
        for offset in 0..<width {
            number |= UInt64(bytes[position + offset]) << UInt64(8 * (isBigEndian ? width - 1 - offset : offset))
        }
        position += width
        return number
    }
}
