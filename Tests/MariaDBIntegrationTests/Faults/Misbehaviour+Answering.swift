import MariaDB
import MariaDBTesting

/// Misbehaviour after the login, of any command.
extension Misbehaviour {
    typealias Message = FakeServer.Message

    static let columns: [FakeServer.Column] = [.init("a", .int), .init("b", .varString)]
    static var rows: [[any MariaDBEncodable]] { [[1, "one"], [2, "two"]] }

    static func asked(_ name: String, _ answer: [FakeServer.Step], _ allowed: Set<Outcome>) -> Misbehaviour {
        Misbehaviour(name, .text, [.login(), .expect(.query())] + answer, allowed)
    }

    /// In the place of an answer to a text query.
    static let queries: [Misbehaviour] = [
        asked("says nothing to a query", [.silence], .timeout),
        asked("closes at a query", [.close], .lost),
        asked("resets at a query", [.reset], .lost),
        asked("answers a query with nothing", [.send(.packet([])), .silence], .broken),
        asked("answers a query with zeros", [.send(.raw([UInt8](repeating: 0, count: 100))), .silence], .broken),
        asked("answers a query with ones", [.send(.raw([UInt8](repeating: 0xFF, count: 100))), .silence], .broken.or(.timeout)),
        asked("answers a query in HTTP", [.send(.raw("HTTP/1.1 400 Bad Request\r\n\r\n")), .silence], .broken.or(.timeout)),
        asked("falls silent in the OK of a query", [.send(Message.ok.cut(after: 6)), .silence], .timeout),
        asked("answers a query with half an OK", [.send(.packet([0, 1])), .silence], .broken),
        asked("answers a query with an error cut short", [.send(.packet([0xFF, 0x15])), .silence], .broken),
        asked("answers a query with an error without text", [.send(.packet([0xFF, 0x15, 0x04])), .silence], .broken),
        asked("answers a query with error 0", [.send(.error(0, "nothing")), .silence], .broken),
        asked(
            "answers a query with an error of 1 MB", [.send(.error(1105, String(repeating: "no ", count: 333_333))), .silence],
            .refused),
        asked(
            "answers a query with a file request", [.send(.localInfile(#filePath)), .expect(.anything), .send(.ok), .silence],
            .noFile),
        asked("asks for a file and closes", [.send(.localInfile(#filePath)), .close], .noFile.or(.lost)),
        asked("asks for a file without a name", [.send(.localInfile("")), .expect(.anything), .send(.ok), .silence], .noFile),
        asked("asks for files without end", [.sendEndlessly(.localInfile(#filePath))], .noFile.or(.broken)),
        asked("numbers its answer wrong", [.send(Message.ok.numbered(from: 200)), .silence], .success.or(.broken)),
        asked("announces an answer of 16 MiB", [.send(Message.ok.announcing(length: 0xFF_FFFF)), .silence], .timeout),
        asked(
            "sends progress without end", [.sendEndlessly(.packet([0xFF, 0xFF, 0xFF, 1, 1, 2, 0, 0, 0, 2] + Array("hi".utf8)))],
            .timeout.or(.broken).or(.refused)),
    ]

    /// After an answer, before the next question: nobody may take it for the answer to that.
    static let unasked: [Misbehaviour] = [
        .init(
            "sends an OK that nobody asked for", .twice,
            [.login(), .expect(.query()), .send(.result(columns, rows: rows).then(.ok)), .silence], .malformed),
        .init(
            "sends rows that nobody asked for", .twice,
            [
                .login(), .expect(.query()),
                .send(.sequence([.result(columns, rows: rows), .result(columns, rows: [[9, "foreign"]])])), .silence,
            ],
            .malformed),
        .init(
            "sends a second OK to the login", .text, [.greet(), .expect(.login), .send(.sequence([.ok, .ok])), .silence],
            .malformed),
    ]

    /// In a result of a text query.
    static let results: [Misbehaviour] = [
        asked("promises 2^40 columns", [.send(.packet([0xFE, 0, 0, 0, 0, 0, 1, 0, 0])), .silence], .broken.or(.timeout)),
        asked("promises 100,000 columns and closes", [.send(.columnCount(100_000)), .close], .broken),
        asked("promises columns and falls silent", [.send(.columnCount(2)), .silence], .timeout),
        asked("falls silent in a column", [.send(Message.columnDefinitions(columns).cut(after: 20)), .silence], .timeout),
        asked(
            "ends the columns early", [.send(.sequence([.columnCount(2), .column(columns[0]), .end(), .end()])), .silence],
            .broken.or(.timeout)),
        asked(
            "sends more columns than promised",
            [.send(.sequence([.columnCount(1), .column(columns[0]), .column(columns[1]), .end(), .end()])), .silence],
            .broken.or(.success)),
        asked(
            "cuts a column short", [.send(.sequence([.columnCount(1), .packet([3, 0x64]), .end(), .end()])), .silence], .broken),
        asked(
            "makes a column's name longer than its packet",
            [
                .send(
                    .sequence([.columnCount(1), .packet([3, 0x64, 0x65, 0x66, 0, 0, 0, 0xFD, 0xFF, 0xFF, 0xFF]), .end(), .end()])),
                .silence,
            ], .broken),
        asked("sends empty columns", [.send(.sequence([.columnCount(1), .packet([]), .end(), .end()])), .silence], .broken),
        asked(
            "reports an error among the columns",
            [.send(.sequence([.columnCount(2), .column(columns[0]), .error(1105, "no")])), .silence], .refused.or(.broken)),
        asked(
            "reports an error among the rows",
            [.send(.sequence([.columnDefinitions(columns), .row(rows[0]), .error(1317, "killed")])), .silence], .killed),
        asked("closes among the rows", [.send(.sequence([.columnDefinitions(columns), .row(rows[0])])), .close], .lost),
        asked("resets among the rows", [.send(.sequence([.columnDefinitions(columns), .row(rows[0])])), .reset], .lost),
        asked("closes in a row", [.send(Message.result(columns, rows: rows).cut(after: 83)), .close], .lost),
        asked(
            "falls silent among the rows", [.send(.sequence([.columnDefinitions(columns), .row(rows[0])])), .silence], .timeout),
        asked(
            "sends rows a byte at a time", [.sendSlowly(.result(columns, rows: rows), every: .milliseconds(50)), .silence],
            .timeout),
        asked("sends rows without end", [.send(.columnDefinitions(columns)), .sendEndlessly(.row(rows[0]))], .timeout),
        asked(
            "sends big rows without end",
            [.send(.columnDefinitions(columns)), .sendEndlessly(.row([1, String(repeating: "x", count: 1 << 20)]))], .timeout),
        asked("sends results without end", [.sendEndlessly(.result(columns, rows: rows, status: .moreResults))], .timeout),
        asked("sends OKs without end", [.sendEndlessly(.ok(status: .moreResults))], .timeout),
        asked(
            "promises another result and falls silent", [.send(.result(columns, rows: rows, status: .moreResults)), .silence],
            .timeout),
        // Connector/C answers like at the end of all results (-1), so the second one would be missing without a word.
        asked(
            "closes in the columns of another result",
            [
                .send(.result(columns, rows: rows, status: .moreResults)),
                .send(Message.columnDefinitions(columns).numbered(from: 1).cut(after: 20)), .close,
            ], .lost),
        asked(
            "closes before the columns of another result",
            [.send(.result(columns, rows: rows, status: .moreResults)), .send(Message.columnCount(2).numbered(from: 1)), .close],
            .lost),
        asked("promises another result and closes", [.send(.result(columns, rows: rows, status: .moreResults)), .close], .lost),
        asked("sends a row with too few cells", [.send(.result(columns, rows: [[1]])), .silence], .broken),
        asked(
            "sends a row with too many cells", [.send(.result(columns, rows: [[1, "one", "more"]])), .silence],
            .success.or(.broken)),
        asked("sends an empty row", [.send(.sequence([.columnDefinitions(columns), .packet([]), .end()])), .silence], .broken),
        asked(
            "makes a cell longer than its row",
            [
                .send(.sequence([.columnDefinitions(columns), .packet([1, 0x31, 0xFD, 0xFF, 0xFF, 0xFF, 0x78]), .end()])),
                .silence,
            ], .broken),
        asked(
            "makes a cell of 2^63 bytes",
            [
                .send(
                    .sequence([
                        .columnDefinitions(columns), .packet([1, 0x31, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
                        .end(),
                    ])), .silence,
            ], .broken),
        asked(
            "numbers its rows wrong",
            [.send(.sequence([.columnDefinitions(columns), Message.row(rows[0]).numbered(from: 77), .end()])), .silence],
            .success.or(.broken)),
        asked(
            "sends a value that is no number as a number", [.send(.result(columns, rows: [["x", "y"]])), .silence], .malformed),
        asked(
            "announces a row of 16 MiB and falls silent",
            [.send(.columnDefinitions(columns)), .send(Message.row(rows[0]).announcing(length: 0xFF_FFFF)), .silence], .timeout),
        asked(
            "sends one packet without end",
            [
                .send(.columnDefinitions(columns)),
                .sendEndlessly(Message.packet([UInt8](repeating: 0x31, count: 0xFF_FFFF)).cut(after: 0xFF_FFFF + 4)),
            ], .timeout.or(.broken)),
    ]

    /// In answers to other commands.
    static let commands: [Misbehaviour] = [
        .init("says nothing to a ping", .ping, [.login(), .expect(.ping), .silence], .timeout),
        .init(
            "answers a ping with rows", .ping, [.login(), .expect(.ping), .send(.result(columns, rows: rows)), .silence],
            .success.or(.broken)),
        .init(
            "answers a ping with an error", .ping, [.login(), .expect(.ping), .send(.error(1047, "Unknown command")), .silence],
            .refused),
        .init("closes at a ping", .ping, [.login(), .expect(.ping), .close], .lost),
        .init(
            "answers a change of database with a file request", .selectDatabase,
            [.login(), .expect(.selectDatabase), .send(.localInfile(#filePath)), .silence], .broken.or(.success)),
        .init("says nothing to a change of database", .selectDatabase, [.login(), .expect(.selectDatabase), .silence], .timeout),
    ]
}
