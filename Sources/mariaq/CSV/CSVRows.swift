import BlockingExecutors
import MariaDB
import SystemPackage

/// The records of a CSV file as rows for the server, read as they are asked for.
struct CSVRows: AsyncSequence {
    let source: CSVSource

    func makeAsyncIterator() -> Iterator { Iterator(source: source) }

    struct Iterator: AsyncIteratorProtocol {
        let source: CSVSource

        mutating func next() async throws -> [MariaDBValue]? { try await source.nextRow() }
    }
}

/// Where the records come from: a file, read piece by piece on a thread of its own. One task uses it.
final class CSVSource {
    /// What is read at once.
    private static let pieceSize = 256 << 10

    private let file: FileDescriptor
    private let threads = BlockingThreadPool(.init(name: "mariaq-read", maximumThreads: 1))
    private var parser: CSVParser
    private var lines: [CSVLine] = []
    private var position = 0
    private var isAtEnd = false

    /// The text of a field that is NULL where no quotes stand around it.
    let nullText: String
    /// How many fields a record must have, once that is known.
    var fieldCount: Int?
    /// Which fields go to columns of bytes, where `0x4D61` is two of them unless quotes stand around it.
    var byteFields: Set<Int> = []
    /// Whether bad lines are told of and left out; otherwise they end the reading.
    let skipsBadLines: Bool
    /// How many bytes were read.
    private(set) var bytesRead = 0
    private(set) var badLines = 0
    /// The line of the last row.
    private(set) var lastLine = 0
    private(set) var rowLines = RowLines()

    init(_ file: FileDescriptor, _ dialect: CSVDialect, nullText: String, skipsBadLines: Bool) {
        self.file = file
        parser = CSVParser(dialect)
        self.nullText = nullText
        self.skipsBadLines = skipsBadLines
    }

    /// The next record, such as the header; bad ones are treated as told.
    func nextRecord() async throws -> CSVRecord? {
        while let line = try await nextLine() {
            switch line {
            case .record(let record):
                guard let fieldCount, record.fields.count != fieldCount else { return record }
                try treatBad(
                    BadLine(line: record.line, reason: "\(record.fields.count) fields, and there should be \(fieldCount)"))
            case .bad(let line, let reason):
                try treatBad(BadLine(line: line, reason: reason))
            }
        }
        return nil
    }

    /// The next record as values: texts, and NULL.
    func nextRow() async throws -> [MariaDBValue]? {
        guard let record = try await nextRecord() else { return nil }
        rowLines.append(record.line)
        lastLine = record.line
        return record.fields.enumerated().map { index, field in
            guard !field.isQuoted else { return .text(field.text) }
            if field.text == nullText { return .null }
            if byteFields.contains(index), let bytes = HexField.bytes(field.text) { return .bytes(bytes) }
            return .text(field.text)
        }
    }

    private func treatBad(_ bad: BadLine) throws {
        guard skipsBadLines else { throw bad }
        leaveOut(bad)
    }

    /// Tells of a line that is left out.
    func leaveOut(_ bad: BadLine) {
        badLines += 1
        // Who wants to know of all of them stops at the first.
        if badLines <= 20 { Message.print("\(bad.description); left out") }
    }

    private func nextLine() async throws -> CSVLine? {
        while position == lines.count {
            guard !isAtEnd else { return nil }
            lines.removeAll(keepingCapacity: true)
            position = 0
            let piece = try await threads.run { [file] in try Self.read(file) }
            bytesRead += piece.count
            if piece.isEmpty {
                isAtEnd = true
                parser.finish(into: &lines)
            } else {
                parser.parse(piece, into: &lines)
            }
        }
        defer { position += 1 }
        return lines[position]
    }

    private static func read(_ file: FileDescriptor) throws -> [UInt8] {
        try unsafe [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
            count = unsafe try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}

/// A line of the file that can not be used.
struct BadLine: Error, CustomStringConvertible {
    let line: Int
    let reason: String

    var description: String { "line \(line): \(reason)" }
}
