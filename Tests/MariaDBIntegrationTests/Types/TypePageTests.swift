import Foundation
import MariaDB
import Testing

@Suite("Every type")
struct TypePageTests {
    private static let chapters = [
        ("Numbers", TypeCase.numbers), ("Dates and times", TypeCase.times), ("Text", TypeCase.texts), ("Bytes", TypeCase.bytes),
    ]

    /// The server cuts these when it sends text: FLOAT to six digits, DOUBLE(10,2) to two behind the point, though it may have stored
    /// a neighbour of that number.
    private static let knownDifferences = ["FLOAT", "DOUBLE(10,2)"]

    @Test("is read alike from text, with binds and streamed, and as the manual says")
    func page() async throws {
        try await withTestConnection { connection in
            // Zero dates and partial dates are to be stored, and the time zone is to be known.
            try await connection.execute("SET sql_mode = '', time_zone = '+00:00'")
            var generated = "\n" + TypePage.refusals
            let isWriting = ProcessInfo.processInfo.environment["MARIADB_WRITE_TYPES_PAGE"] == "1"
            let page = try String(contentsOf: TypePage.file, encoding: .utf8)
            for (title, cases) in Self.chapters {
                generated += "\n## \(title)\n"
                for typeCase in cases {
                    guard let section = try await section(typeCase, on: connection) else { continue }
                    generated += "\n" + section
                    #expect(
                        isWriting || page.contains(section), "the manual does not say what \(typeCase.type) does:\n\(section)")
                }
            }
            #expect(isWriting || page.contains(TypePage.refusals))
            if isWriting {
                let head = try #require(page.range(of: TypePage.marker))
                let text = page[..<head.upperBound] + generated
                try text.write(to: TypePage.file, atomically: true, encoding: .utf8)
            }
        }
    }

    /// What all Swift types read from all values of a column's type. `nil` if the server does not know the type.
    private func section(_ typeCase: TypeCase, on connection: MariaDBConnection) async throws -> String? {
        do {
            try await connection.execute(
                "CREATE OR REPLACE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v \(unsafeSQL: typeCase.type) NULL)")
        } catch let error as MariaDBError where [1064, 4161].contains(error.number) {
            return nil
        }
        // The row of NULL comes last.
        let values = (typeCase.values + ["NULL"]).map { "(\($0))" }.joined(separator: ", ")
        try await connection.execute("INSERT INTO t (v) VALUES \(unsafeSQL: values)")
        let text = try await connection.fetchAll("SELECT v FROM t ORDER BY id")
        let binary = try await connection.fetchAll("SELECT v FROM t WHERE 1 = \(1) ORDER BY id")
        let streamed = try await connection.withRows("SELECT v FROM t ORDER BY id", batch: MariaDBBatchLimit(rows: 2)) { rows in
            try await rows.reduce(into: []) { $0.append($1) }
        }
        try #require(text.count == typeCase.values.count + 1 && binary.count == text.count && streamed.count == text.count)
        #expect(
            text.first?.columns == binary.first?.columns && text.first?.columns == streamed.first?.columns, "\(typeCase.type)")
        let outcomes = TypeReader.all.map { reader in
            #expect(
                [text, binary, streamed].allSatisfy { $0.last.map(reader.readsNull) == true },
                "NULL of \(typeCase.type) as \(reader.name)")
            for (binary, streamed) in zip(binary, streamed).dropLast() {
                #expect(reader.read(binary) == reader.read(streamed), "\(typeCase.type) as \(reader.name)")
            }
            let cells = zip(text, binary).dropLast().map { text, binary in
                let (fromText, fromBinary) = (reader.read(text), reader.read(binary))
                if fromText == fromBinary { return fromText }
                #expect(
                    Self.knownDifferences.contains(typeCase.type), "\(reader.name): \(fromText) as text, \(fromBinary) with binds"
                )
                return .value("\(fromText.plain) as text, \(fromBinary.plain) with binds")
            }
            return (reader: reader, cells: cells)
        }
        return TypePage.section(typeCase.type, values: typeCase.values, outcomes: outcomes)
    }
}

extension TypeReader.Outcome {
    fileprivate var plain: String {
        switch self {
        case .value(let text), .error(let text): text
        }
    }
}
