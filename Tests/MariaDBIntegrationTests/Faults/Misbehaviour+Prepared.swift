import MariaDB
import MariaDBTesting

/// Misbehaviour in answers to prepared statements.
extension Misbehaviour {
    private static func prepares(_ name: String, _ answer: [FakeServer.Step], _ allowed: Set<Outcome>) -> Misbehaviour {
        Misbehaviour(name, .prepared, [.login(), .expect(.prepare())] + answer, allowed)
    }

    /// The same for a statement whose rows are all fetched and one whose rows are streamed.
    private static func executes(_ name: String, _ answer: [FakeServer.Step], _ allowed: Set<Outcome>) -> [Misbehaviour] {
        [(Call.prepared, "prepared"), (.streamed, "streamed")].map { call, word in
            let prepared = Message.prepared(columns: columns, bindCount: call == .prepared ? 1 : 0)
            return Misbehaviour(
                "\(name) (\(word))", call, [.login(), .expect(.prepare()), .send(prepared), .expect(.execute)] + answer, allowed)
        }
    }

    /// In the place of an answer to the preparation.
    static let preparations: [Misbehaviour] = [
        prepares("says nothing to a prepare", [.silence], .timeout),
        prepares("closes at a prepare", [.close], .lost),
        prepares("answers a prepare with nothing", [.send(.packet([])), .silence], .broken),
        prepares("answers a prepare with half an OK", [.send(.packet([0, 1, 0, 0, 0])), .silence], .broken.or(.timeout)),
        prepares("answers a prepare with rows", [.send(.result(columns, rows: rows)), .silence], .broken),
        prepares(
            "answers a prepare with a file request", [.send(.localInfile(#filePath)), .silence], .broken.or(.noFile).or(.timeout)),
        prepares(
            "prepares with another number of binds", [.send(.prepared(columns: columns, bindCount: 3)), .silence],
            [.error(.invalidQuery)]),
        prepares(
            "prepares with 65,535 columns and falls silent",
            [.send(.packet([0, 1, 0, 0, 0, 0xFF, 0xFF, 1, 0, 0, 0, 0])), .silence], .timeout),
        prepares(
            "prepares with 65,535 columns and closes", [.send(.packet([0, 1, 0, 0, 0, 0xFF, 0xFF, 1, 0, 0, 0, 0])), .close], .lost
        ),
        prepares(
            "cuts a column of a prepare short",
            [
                .send(
                    .sequence([
                        .packet([0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]), .column(columns[0]), .end(), .packet([3, 0x64]), .end(),
                    ])), .silence,
            ], .broken),
    ]

    /// In the place of an answer to the execution.
    static let executions: [Misbehaviour] = [
        executes("says nothing to an execution", [.silence], .timeout),
        executes("closes at an execution", [.close], .lost),
        executes("answers an execution with nothing", [.send(.packet([])), .silence], .broken),
        executes("answers an execution with half an OK", [.send(.packet([0])), .silence], .broken),
        executes("answers a SELECT with OK", [.send(.ok), .silence], .success.or(.broken).or([.error(.noResultSet)])),
        executes(
            "answers a SELECT with OKs and more to come", [.send(.ok(status: .moreResults)), .send(.ok), .silence],
            .success.or(.broken).or([.error(.noResultSet)])),
        executes(
            "answers a SELECT with OKs without end", [.sendEndlessly(.ok(status: .moreResults))],
            .timeout.or(.broken).or([.error(.noResultSet)])),
        executes(
            "answers a SELECT with results without end",
            [.sendEndlessly(.binaryResult(columns, rows: rows, status: .moreResults))], .timeout.or(.success).or(.broken)),
        executes(
            "answers an execution with a file request",
            [.send(.localInfile(#filePath)), .expect(.anything), .send(.ok), .silence], .noFile),
        executes(
            "answers with fewer columns than prepared", [.send(.binaryResult([columns[0]], rows: [[1]])), .silence],
            [.error(.client)]),
        executes(
            "answers with fewer columns than prepared, without end",
            [.send(.columnDefinitions([columns[0]])), .sendEndlessly(.binaryRow([1], [columns[0]]))],
            Set([.error(.client)]).or(.timeout).or(.broken)),
        executes(
            "answers with fewer columns than prepared and more results",
            [.send(.binaryResult([columns[0]], rows: [[1]], status: .moreResults)), .sendEndlessly(.ok(status: .moreResults))],
            Set([.error(.client)]).or(.timeout).or(.broken)),
        executes(
            "answers with more columns than prepared",
            [.send(.binaryResult(columns + columns, rows: [[1, "a", 1, "a"]])), .silence], [.error(.client)]),
        executes(
            "reports an error among the binary rows",
            [.send(.sequence([.columnDefinitions(columns), .binaryRow(rows[0], columns), .error(1317, "killed")])), .silence],
            .killed),
        executes(
            "closes among the binary rows",
            [.send(.sequence([.columnDefinitions(columns), .binaryRow(rows[0], columns)])), .close], .lost),
        executes(
            "resets among the binary rows",
            [.send(.sequence([.columnDefinitions(columns), .binaryRow(rows[0], columns)])), .reset], .lost),
        executes(
            "falls silent among the binary rows",
            [.send(.sequence([.columnDefinitions(columns), .binaryRow(rows[0], columns)])), .silence], .timeout),
        executes(
            "sends binary rows without end", [.send(.columnDefinitions(columns)), .sendEndlessly(.binaryRow(rows[0], columns))],
            .timeout),
        executes(
            "sends an empty binary row", [.send(.sequence([.columnDefinitions(columns), .packet([]), .end()])), .silence], .broken
        ),
        executes(
            "sends a binary row without its bitmap",
            [.send(.sequence([.columnDefinitions(columns), .packet([0]), .end()])), .silence], .broken),
        // Connector/C takes the zero that it puts behind each packet for the length of a last text that is missing, and is content
        // with bytes behind the last cell. Nothing above it knows how long the packet was.
        executes(
            "sends a binary row without its last text",
            [.send(.sequence([.columnDefinitions(columns), .packet([0, 0, 1, 0, 0, 0]), .end()])), .silence], .broken.or(.success)
        ),
        executes(
            "sends a binary row with bytes too many",
            [.send(.sequence([.columnDefinitions(columns), .packet([0, 0, 1, 0, 0, 0, 1, 0x78, 9, 9, 9]), .end()])), .silence],
            .broken.or(.success)),
        executes(
            "sends a binary row without its last number",
            [.send(.sequence([.columnDefinitions(columns.reversed()), .packet([0, 0, 1, 0x78]), .end()])), .silence],
            .broken.or([.error(.client), .error(.decodingFailed)])),
        executes(
            "makes a binary cell longer than its row",
            [
                .send(
                    .sequence([.columnDefinitions(columns), .packet([0, 0, 1, 0, 0, 0, 0xFD, 0xFF, 0xFF, 0xFF, 0x78]), .end()])),
                .silence,
            ], .broken),
        executes(
            "makes a binary cell of 2^63 bytes",
            [
                .send(
                    .sequence([
                        .columnDefinitions(columns),
                        .packet([0, 0, 1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]), .end(),
                    ])), .silence,
            ], .broken),
        executes(
            "begins a binary row with another byte",
            [.send(.sequence([.columnDefinitions(columns), .packet([7, 0, 1, 0, 0, 0, 1, 0x78]), .end()])), .silence], .broken),
        executes(
            "promises a cursor nobody asked for", [.send(.binaryResult(columns, rows: [], status: .cursorExists)), .silence],
            .success.or(.broken).or(.timeout)),
    ].flatMap { $0 }
}
