/// A GEOMETRY value in the plane.
///
/// The server keeps X and Y only, and a number of a reference system beside the shape, which it does not use itself.
public struct MariaDBGeometry: Sendable, Hashable {
    /// The number of the spatial reference system; 0 if none was given.
    public var srid: UInt32
    /// What it looks like.
    public var shape: Shape

    /// A geometry.
    public init(_ shape: Shape, srid: UInt32 = 0) {
        self.srid = srid
        self.shape = shape
    }

    /// A position in the plane.
    public struct Point: Sendable, Hashable {
        /// The first coordinate.
        public var x: Double
        /// The second coordinate.
        public var y: Double

        /// A position.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// The kinds of geometries (OGC Simple Feature Access, WKB geometry types 1 to 7).
    public indirect enum Shape: Sendable, Hashable {
        /// POINT.
        case point(Point)
        /// LINESTRING.
        case lineString([Point])
        /// POLYGON: an outer ring, and one for each hole. The first point of a ring is also its last.
        case polygon([[Point]])
        /// MULTIPOINT.
        case multiPoint([Point])
        /// MULTILINESTRING.
        case multiLineString([[Point]])
        /// MULTIPOLYGON.
        case multiPolygon([[[Point]]])
        /// GEOMETRYCOLLECTION.
        case collection([Shape])
    }
}

extension MariaDBGeometry: MariaDBDecodable, MariaDBEncodable {
    /// Reads GEOMETRY columns and those of its kinds.
    ///
    /// The same bytes can be read as `[UInt8]`: four of the SRID, then WKB. Of what `ST_AsBinary` gives only WKB can be read, as
    /// `[UInt8]`, and then with ``Shape/init(wkb:)``.
    public init(from cell: borrowing MariaDBCell) throws {
        guard case .bytes = try cell.content(for: MariaDBGeometry.self), cell.column.type == .geometry else {
            throw cell.mismatch(MariaDBGeometry.self, "it is no GEOMETRY column")
        }
        guard let geometry = MariaDBGeometry(bytes: Array(cell.bytes)) else { throw cell.malformed() }
        self = geometry
    }

    /// The server's own form, as bytes. It can be stored in a GEOMETRY column as it is, and is what functions like `ST_Distance` take.
    public var mariaDBValue: MariaDBValue { .bytes(bytes) }
}
