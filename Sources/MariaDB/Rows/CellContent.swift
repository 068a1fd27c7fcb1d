/// A value that is not NULL, read as far as its column's type says, the same for the text and the binary protocol.
///
/// It owns nothing, so that reading a number costs no reference count: what stays bytes is reached through the cell.
enum CellContent {
    case integer(Int64)
    case unsignedInteger(UInt64)
    case float(Float)
    case double(Double)
    /// The cell's bytes are the digits of a DECIMAL.
    case decimal
    case temporal(TemporalFields)
    /// The cell's bytes are text.
    case text
    case bytes
}

extension CellContent {
    /// Reads the bytes of a cell. Returns `nil` if they are not what the column's type promises. Text is not told from bytes here.
    init?(
        _ bytes: [UInt8], _ range: Range<Int>, type: MariaDBType, isUnsigned: Bool, encoding: RowBatch.Encoding
    ) {
        switch type {
        case .bigInt, .int, .tinyInt, .smallInt, .mediumInt, .year:
            switch encoding {
            case .binary: self.init(binaryInteger: bytes, range, isUnsigned: isUnsigned)
            case .text: self.init(integerDigits: bytes.span.extracting(range), isUnsigned: isUnsigned)
            }
        case .double:
            guard let value = Self.double(bytes, range, encoding) else { return nil }
            self = .double(value)
        case .varString, .string, .blob:
            self = .bytes
        case .float:
            guard let value = Self.float(bytes, range, encoding) else { return nil }
            self = .float(value)
        case .decimal, .oldDecimal:
            self = .decimal
        case .date, .time, .dateTime, .timestamp:
            let cell = bytes.span.extracting(range)
            let fields =
                encoding == .binary ? TemporalFields(binary: cell, type: type) : TemporalFields(text: cell, type: type)
            guard let fields else { return nil }
            self = .temporal(fields)
        case .bit:
            // Big-endian in both protocols.
            guard range.count <= 8 else { return nil }
            var value: UInt64 = 0
            for index in range { value = value << 8 | UInt64(bytes[index]) }
            self = .unsignedInteger(value)
        default:
            self = .bytes
        }
    }

    private init?(binaryInteger bytes: [UInt8], _ range: Range<Int>, isUnsigned: Bool) {
        let start = range.lowerBound
        switch (range.count, isUnsigned) {
        case (8, false): self = .integer(Self.load(bytes, start))
        case (8, true): self = .unsignedInteger(Self.load(bytes, start))
        case (4, false): self = .integer(Int64(Self.load(bytes, start) as Int32))
        case (4, true): self = .unsignedInteger(UInt64(Self.load(bytes, start) as UInt32))
        case (2, false): self = .integer(Int64(Self.load(bytes, start) as Int16))
        case (2, true): self = .unsignedInteger(UInt64(Self.load(bytes, start) as UInt16))
        case (1, false): self = .integer(Int64(Self.load(bytes, start) as Int8))
        case (1, true): self = .unsignedInteger(UInt64(Self.load(bytes, start) as UInt8))
        default: return nil
        }
    }

    /// Reads a little-endian number. The span checks the bounds; "unsafe" is only that any type could be asked for.
    private static func load<Number: FixedWidthInteger & BitwiseCopyable>(_ bytes: [UInt8], _ start: Int) -> Number {
        unsafe Number(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Number.self))
    }

    private init?(integerDigits digits: Span<UInt8>, isUnsigned: Bool) {
        if isUnsigned {
            guard let value: UInt64 = Self.number(digits) else { return nil }
            self = .unsignedInteger(value)
        } else {
            guard let value: Int64 = Self.number(digits) else { return nil }
            self = .integer(value)
        }
    }

    /// Reads a number of the text protocol: digits, behind a minus sign if it is negative.
    private static func number<Number: FixedWidthInteger>(_ text: Span<UInt8>) -> Number? {
        let isNegative = !text.isEmpty && text[0] == UInt8(ascii: "-")
        let start = isNegative ? 1 : 0
        guard text.count > start else { return nil }
        var number: Number = 0
        for index in start..<text.count {
            guard case let digit = text[index] &- UInt8(ascii: "0"), digit <= 9 else { return nil }
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

    private static func float(_ bytes: [UInt8], _ range: Range<Int>, _ encoding: RowBatch.Encoding) -> Float? {
        switch encoding {
        case .text: Float(String(decoding: bytes[range], as: UTF8.self))
        case .binary: range.count == 4 ? Float(bitPattern: load(bytes, range.lowerBound)) : nil
        }
    }

    private static func double(_ bytes: [UInt8], _ range: Range<Int>, _ encoding: RowBatch.Encoding) -> Double? {
        switch encoding {
        case .text: Double(String(decoding: bytes[range], as: UTF8.self))
        case .binary: range.count == 8 ? Double(bitPattern: load(bytes, range.lowerBound)) : nil
        }
    }
}
