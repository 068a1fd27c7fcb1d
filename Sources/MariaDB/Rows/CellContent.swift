/// A value that is not NULL, read as far as its column's type says, the same for the text and the binary protocol.
enum CellContent {
    case integer(Int64)
    case unsignedInteger(UInt64)
    case float(Float)
    case double(Double)
    /// The digits of a DECIMAL.
    case decimal(ArraySlice<UInt8>)
    /// A date or a time, in the form in which the server prints it.
    case temporal(String)
    case text(ArraySlice<UInt8>)
    case bytes(ArraySlice<UInt8>)

    /// The bytes of a text or a binary value.
    var bytes: ArraySlice<UInt8>? {
        switch self {
        case .text(let bytes), .bytes(let bytes): bytes
        default: nil
        }
    }
}

extension CellContent {
    /// Reads a cell. Returns `nil` if the bytes are not what the column's type promises.
    init?(_ bytes: ArraySlice<UInt8>, column: MariaDBColumn, encoding: RowBatch.Encoding) {
        switch column.type {
        case .tinyInt, .smallInt, .mediumInt, .int, .bigInt, .year:
            self.init(integer: bytes, isUnsigned: column.flags.contains(.unsigned), encoding: encoding)
        case .bit:
            // Big-endian in both protocols.
            guard bytes.count <= 8 else { return nil }
            self = .unsignedInteger(bytes.reduce(0) { $0 << 8 | UInt64($1) })
        case .float:
            guard let value = Self.float(bytes, encoding) else { return nil }
            self = .float(value)
        case .double:
            guard let value = Self.double(bytes, encoding) else { return nil }
            self = .double(value)
        case .decimal, .oldDecimal:
            self = .decimal(bytes)
        case .date, .time, .dateTime, .timestamp:
            guard let text = Self.temporal(bytes, column, encoding) else { return nil }
            self = .temporal(text)
        default:
            self = column.isText || column.type == .json ? .text(bytes) : .bytes(bytes)
        }
    }

    private init?(integer bytes: ArraySlice<UInt8>, isUnsigned: Bool, encoding: RowBatch.Encoding) {
        switch (encoding, isUnsigned) {
        case (.text, false):
            guard let value: Int64 = Self.digits(bytes) else { return nil }
            self = .integer(value)
        case (.text, true):
            guard let value: UInt64 = Self.digits(bytes) else { return nil }
            self = .unsignedInteger(value)
        case (.binary, true):
            guard bytes.count <= 8 else { return nil }
            self = .unsignedInteger(Self.littleEndian(bytes))
        case (.binary, false):
            guard bytes.count <= 8 else { return nil }
            // Moves the sign to the top bit and back, which extends it.
            let unused = Int64(64 - 8 * bytes.count)
            self = .integer((Int64(bitPattern: Self.littleEndian(bytes)) << unused) >> unused)
        }
    }

    /// Reads a number of the text protocol: digits, behind a minus sign if it is negative.
    private static func digits<Number: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>) -> Number? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative ? bytes.dropFirst() : bytes
        guard !digits.isEmpty else { return nil }
        var number: Number = 0
        for byte in digits {
            guard case let digit = byte &- UInt8(ascii: "0"), digit <= 9 else { return nil }
            let (shifted, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            // Built up below zero, since the smallest number has no positive counterpart.
            let (next, overflows) =
                isNegative
                ? shifted.subtractingReportingOverflow(Number(digit)) : shifted.addingReportingOverflow(Number(digit))
            guard !isTooLarge, !overflows else { return nil }
            number = next
        }
        return number
    }

    private static func float(_ bytes: ArraySlice<UInt8>, _ encoding: RowBatch.Encoding) -> Float? {
        switch encoding {
        case .text: Float(String(decoding: bytes, as: UTF8.self))
        case .binary: bytes.count == 4 ? Float(bitPattern: UInt32(truncatingIfNeeded: littleEndian(bytes))) : nil
        }
    }

    private static func double(_ bytes: ArraySlice<UInt8>, _ encoding: RowBatch.Encoding) -> Double? {
        switch encoding {
        case .text: Double(String(decoding: bytes, as: UTF8.self))
        case .binary: bytes.count == 8 ? Double(bitPattern: littleEndian(bytes)) : nil
        }
    }

    private static func temporal(
        _ bytes: ArraySlice<UInt8>, _ column: MariaDBColumn, _ encoding: RowBatch.Encoding
    ) -> String? {
        switch encoding {
        case .text: String(decoding: bytes, as: UTF8.self)
        case .binary: TemporalText(bytes, type: column.type, fractionalDigits: column.decimals)?.text
        }
    }

    static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
