/// A value that is not NULL, read as far as its column's type says, the same for the text and the binary protocol.
///
/// It owns nothing, so that reading a number costs no reference count, and fits into two registers: what stays bytes is reached
/// through the cell.
enum CellContent {
    case integer(Int64)
    case unsignedInteger(UInt64)
    case float(Float)
    case double(Double)
    /// The cell's bytes are the digits of a DECIMAL.
    case decimal
    /// The cell's bytes are a date or a time.
    case temporal
    /// The cell's bytes are text.
    case text
    case bytes
}

extension CellContent {
    /// Reads the bytes of a cell. Returns `nil` if they are not what the column's type promises.
    ///
    /// Functions and no initialisers, which would take their arguments for their own and count references for it.
    static func read(_ cell: Span<UInt8>, _ shape: ResultColumns.Shape, _ encoding: RowBatch.Encoding) -> CellContent? {
        switch shape.type {
        case .bigInt, .int, .tinyInt, .smallInt, .mediumInt, .year:
            encoding == .binary
                ? binaryInteger(cell, isUnsigned: shape.isUnsigned) : integerDigits(cell, isUnsigned: shape.isUnsigned)
        case .double:
            double(cell, encoding).map(CellContent.double)
        case .varString, .string, .blob:
            shape.holdsText ? .text : .bytes
        case .float:
            float(cell, encoding).map(CellContent.float)
        case .decimal, .oldDecimal:
            .decimal
        case .date, .time, .dateTime, .timestamp:
            .temporal
        case .bit:
            bits(cell).map(CellContent.unsignedInteger)
        default:
            shape.holdsText ? .text : .bytes
        }
    }

    /// Big-endian in both protocols.
    private static func bits(_ cell: Span<UInt8>) -> UInt64? {
        guard cell.count <= 8 else { return nil }
        var value: UInt64 = 0
        for index in cell.indices { value = value << 8 | UInt64(cell[index]) }
        return value
    }

    private static func binaryInteger(_ cell: Span<UInt8>, isUnsigned: Bool) -> CellContent? {
        switch (cell.count, isUnsigned) {
        case (8, false): .integer(load(cell))
        case (8, true): .unsignedInteger(load(cell))
        case (4, false): .integer(Int64(load(cell) as Int32))
        case (4, true): .unsignedInteger(UInt64(load(cell) as UInt32))
        case (2, false): .integer(Int64(load(cell) as Int16))
        case (2, true): .unsignedInteger(UInt64(load(cell) as UInt16))
        case (1, false): .integer(Int64(load(cell) as Int8))
        case (1, true): .unsignedInteger(UInt64(load(cell) as UInt8))
        default: nil
        }
    }

    /// Reads a little-endian number. The span checks the bounds; "unsafe" is only that any type could be asked for.
    private static func load<Number: FixedWidthInteger & BitwiseCopyable>(_ cell: Span<UInt8>) -> Number {
        unsafe Number(littleEndian: cell.bytes.unsafeLoadUnaligned(as: Number.self))
    }

    private static func integerDigits(_ digits: Span<UInt8>, isUnsigned: Bool) -> CellContent? {
        isUnsigned
            ? (number(digits) as UInt64?).map(CellContent.unsignedInteger) : (number(digits) as Int64?).map(CellContent.integer)
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

    private static func float(_ cell: Span<UInt8>, _ encoding: RowBatch.Encoding) -> Float? {
        switch encoding {
        case .text: text(cell).flatMap(Float.init)
        case .binary: cell.count == 4 ? Float(bitPattern: load(cell)) : nil
        }
    }

    private static func double(_ cell: Span<UInt8>, _ encoding: RowBatch.Encoding) -> Double? {
        switch encoding {
        case .text: text(cell).flatMap(Double.init)
        case .binary: cell.count == 8 ? Double(bitPattern: load(cell)) : nil
        }
    }

    /// The text of a cell, if it is UTF-8.
    static func text(_ cell: Span<UInt8>) -> String? {
        // A span, since String(validating:as:) looks up the metadata of a slice for each cell.
        guard let text = try? UTF8Span(validating: cell) else { return nil }
        return String(copying: text)
    }
}
