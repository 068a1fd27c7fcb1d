/// What a packet of a client is, as far as a script has to know.
enum ClientPacket: Equatable {
    case query(String)
    case prepare(String)
    case execute, fetch, ping, selectDatabase, quit
    /// A command that gets no answer: closing a statement, a piece of a long bind.
    case unanswered
    case other(UInt8)

    /// Takes a packet for a command (MariaDB manual, "2 - Text Protocol" and "3 - Binary Protocol").
    init(command payload: [UInt8]) {
        let text = { String(decoding: payload.dropFirst(), as: UTF8.self) }
        self =
            switch payload.first {
            case 0x01: .quit
            case 0x02: .selectDatabase
            case 0x03: .query(text())
            case 0x0E: .ping
            case 0x16: .prepare(text())
            case 0x17, 0xFA: .execute
            case 0x18, 0x19: .unanswered
            case 0x1C: .fetch
            case let other: .other(other ?? 0)
            }
    }

    func meets(_ expectation: FakeServer.Expectation) -> Bool {
        switch (expectation, self) {
        case (.query(let start), .query(let sql)), (.prepare(let start), .prepare(let sql)): sql.hasPrefix(start)
        case (.command, _), (.execute, .execute), (.fetch, .fetch), (.ping, .ping), (.selectDatabase, .selectDatabase),
            (.quit, .quit):
            true
        default: false
        }
    }
}

extension FakeServer.Expectation {
    /// Whether it is about commands, which come after the login.
    var isCommand: Bool {
        switch self {
        case .login, .tlsRequest, .anything: false
        default: true
        }
    }
}
