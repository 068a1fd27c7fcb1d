extension MariaDBGeometry {
    /// Reads the server's own form: the SRID in four bytes, then WKB. `nil` if anything is amiss or left over.
    public init?(bytes: [UInt8]) {
        var reader = WKBReader(bytes)
        guard let srid = reader.integer(), let shape = reader.shape(depth: 0), reader.isAtEnd else { return nil }
        self.init(shape, srid: srid)
    }

    /// The server's own form: the SRID in four bytes, then WKB, both little-endian.
    public var bytes: [UInt8] {
        var writer = WKBWriter()
        writer.append(srid)
        writer.append(shape)
        return writer.bytes
    }
}

extension MariaDBGeometry.Shape {
    /// Reads WKB of either byte order, as `ST_AsBinary` gives it. `nil` if anything is amiss, left over, or nested too deeply.
    public init?(wkb: [UInt8]) {
        var reader = WKBReader(wkb)
        guard let shape = reader.shape(depth: 0), reader.isAtEnd else { return nil }
        self = shape
    }

    /// The shape as WKB, little-endian.
    public var wkb: [UInt8] {
        var writer = WKBWriter()
        writer.append(self)
        return writer.bytes
    }
}
