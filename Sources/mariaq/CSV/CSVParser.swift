/// Reads CSV (RFC 4180) piece by piece; the pieces may end anywhere.
///
/// Lines end with LF or CRLF, also the last one, but it need not. A byte order mark at the beginning and empty lines are passed over.
/// Quotes are written twice to stand for themselves. A record that breaks the rules, or that is not valid UTF-8, is bad; reading goes
/// on behind the next line end.
struct CSVParser {
    private enum State {
        case fieldStart, plain, quoted
        /// Behind a quote in a quoted field: its end, or half of a quote that stands for itself.
        case quoteInQuoted
        /// In the rest of a bad line.
        case bad
    }

    /// Nobody means a record of this size: somewhere a quote has no end.
    private static let longestRecord = 64 << 20
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let dialect: CSVDialect
    private var state = State.fieldStart
    private var line = 1
    private var firstLine = 1
    private var field: [UInt8] = []
    private var isQuoted = false
    private var fields: [CSVField] = []
    private var recordSize = 0
    private var reason: String?
    private var markSize = 0
    private var isAtBeginning = true

    init(_ dialect: CSVDialect = CSVDialect()) {
        self.dialect = dialect
    }

    /// Reads a piece, and appends the lines that it ends.
    mutating func parse(_ bytes: some Sequence<UInt8>, into lines: inout [CSVLine]) {
        for byte in bytes {
            if isAtBeginning {
                if byte == Self.byteOrderMark[markSize] {
                    markSize += 1
                    if markSize == Self.byteOrderMark.count { isAtBeginning = false }
                    continue
                }
                isAtBeginning = false
                for begun in Self.byteOrderMark.prefix(markSize) { read(begun, &lines) }
            }
            read(byte, &lines)
        }
    }

    /// The file has ended.
    mutating func finish(into lines: inout [CSVLine]) {
        if isAtBeginning {
            isAtBeginning = false
            for begun in Self.byteOrderMark.prefix(markSize) { read(begun, &lines) }
        }
        if case .quoted = state { reason = "a quoted field that begins here has no end" }
        guard state != .fieldStart || !fields.isEmpty || !field.isEmpty else { return }
        endRecord(&lines)
    }

    private mutating func read(_ byte: UInt8, _ lines: inout [CSVLine]) {
        recordSize += 1
        if recordSize > Self.longestRecord, reason == nil {
            fail("the record is longer than 64 MiB; is there a quote without an end?")
        }
        switch state {
        case .fieldStart:
            if byte == dialect.quote, field.isEmpty {
                isQuoted = true
                state = .quoted
            } else {
                readPlain(byte, &lines)
            }
        case .plain: readPlain(byte, &lines)
        case .quoted:
            if byte == dialect.quote {
                state = .quoteInQuoted
            } else {
                if byte == Self.lineFeed { line += 1 }
                field.append(byte)
            }
        case .quoteInQuoted: readBehindQuote(byte, &lines)
        case .bad: if byte == Self.lineFeed { endLine(&lines) }
        }
    }

    private mutating func readPlain(_ byte: UInt8, _ lines: inout [CSVLine]) {
        switch byte {
        case dialect.separator: endField()
        case Self.lineFeed:
            if field.last == Self.carriageReturn { field.removeLast() }
            endLine(&lines)
        case dialect.quote: fail("a quote stands inside of a field that does not begin with one")
        default:
            field.append(byte)
            state = .plain
        }
    }

    private mutating func readBehindQuote(_ byte: UInt8, _ lines: inout [CSVLine]) {
        switch byte {
        case dialect.quote:
            field.append(byte)
            state = .quoted
        case dialect.separator: endField()
        case Self.lineFeed: endLine(&lines)
        // Only if a line feed follows; then it is part of the line end.
        case Self.carriageReturn: state = .quoteInQuoted
        default: fail("something stands between a closing quote and the next separator")
        }
    }

    private mutating func fail(_ reason: String) {
        self.reason = reason
        state = .bad
        field = []
        fields = []
    }

    private mutating func endField() {
        if let text = String(validating: field, as: UTF8.self) {
            fields.append(CSVField(text: text, isQuoted: isQuoted))
        } else if reason == nil {
            reason = "field \(fields.count + 1) is not valid UTF-8"
            fields.append(CSVField(text: "", isQuoted: false))
        }
        field.removeAll(keepingCapacity: true)
        isQuoted = false
        state = .fieldStart
    }

    private mutating func endLine(_ lines: inout [CSVLine]) {
        line += 1
        endRecord(&lines)
    }

    private mutating func endRecord(_ lines: inout [CSVLine]) {
        let isEmpty = reason == nil && fields.isEmpty && field.isEmpty && !isQuoted
        if !isEmpty {
            if state != .bad { endField() }
            if let reason {
                lines.append(.bad(line: firstLine, reason: reason))
            } else {
                lines.append(.record(CSVRecord(line: firstLine, fields: fields)))
            }
        }
        field.removeAll(keepingCapacity: true)
        fields = []
        isQuoted = false
        reason = nil
        recordSize = 0
        firstLine = line
        state = .fieldStart
    }
}
