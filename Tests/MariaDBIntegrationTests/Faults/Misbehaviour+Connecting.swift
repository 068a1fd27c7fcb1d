import MariaDB
import MariaDBTesting

/// Misbehaviour before the login has succeeded.
extension Misbehaviour {
    private static let greeting = FakeServer.Greeting().message

    private static func greeted(_ name: String, _ answer: [FakeServer.Step], _ allowed: Set<Outcome>) -> Misbehaviour {
        Misbehaviour(name, .connect, [.greet(), .expect(.login)] + answer, allowed)
    }

    /// In the place of a greeting.
    static let greetings: [Misbehaviour] = [
        .init("closes at once", .connect, [.close], .notConnected),
        .init("resets at once", .connect, [.reset], .notConnected),
        .init("accepts and says nothing", .connect, [.silence], .connectTimeout),
        .init("greets a byte at a time", .connect, [.sendSlowly(greeting, every: .milliseconds(40)), .silence], .connectTimeout),
        .init("greets in HTTP", .connect, [.send(.raw("HTTP/1.1 400 Bad Request\r\n\r\n"))], .notConnected),
        .init(
            "greets in SSH", .connect, [.send(.raw("SSH-2.0-OpenSSH_9.2p1\r\n")), .silence], .notConnected.or(.connectTimeout)),
        .init("greets with zeros", .connect, [.send(.raw([UInt8](repeating: 0, count: 100)))], .notConnected),
        .init("greets with ones", .connect, [.send(.raw([UInt8](repeating: 0xFF, count: 100)))], .notConnected),
        .init(
            "greets with noise", .connect, [.send(.raw((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }))],
            .notConnected),
        .init(
            "greets with endless noise", .connect, [.sendEndlessly(.raw([UInt8](repeating: 0x5A, count: 4096)))], .notConnected),
        .init("greets with an empty packet", .connect, [.send(.packet([])), .silence], .notConnected),
        .init("speaks protocol 9", .connect, [.greet(.init(protocolVersion: 9)), .silence], .notConnected),
        .init("speaks protocol 0", .connect, [.greet(.init(protocolVersion: 0)), .silence], .notConnected),
        .init("breaks off in the greeting", .connect, [.send(greeting.cut(after: 30))], .notConnected),
        .init("falls silent in the greeting", .connect, [.send(greeting.cut(after: 30)), .silence], .connectTimeout),
        .init(
            "greets with half a greeting", .connect, [.send(greeting.cut(after: 30).announcing(length: 26)), .silence],
            .notConnected),
        .init(
            "announces a greeting of 16 MiB", .connect, [.send(greeting.announcing(length: 0xFF_FFFF)), .silence],
            .notConnected.or(.connectTimeout)),
        .init(
            "has a version of 10,000 bytes", .connect,
            [.greet(.init(version: String(repeating: "9", count: 10_000))), .expect(.login), .send(.ok), .silence],
            .notConnected.or(.success)),
        .init(
            "has a version without end", .connect, [.send(.packet([10] + [UInt8](repeating: 0x35, count: 60))), .silence],
            .notConnected),
        .init(
            "has an empty version", .connect, [.greet(.init(version: "")), .expect(.login), .send(.ok), .silence],
            .notConnected.or(.success)),
        .init(
            "numbers its greeting 5", .connect, [.send(greeting.numbered(from: 5)), .silence], .notConnected.or(.connectTimeout)),
        .init("has too many connections", .connect, [.send(.error(1040, sqlState: "08004", "Too many connections"))], .tooMany),
        .init(
            "has too many connections, in the old form", .connect,
            [.send(.packet([0xFF, 0x10, 0x04] + Array("Too many connections".utf8)))], .tooMany),
        .init("greets with an error cut short", .connect, [.send(.packet([0xFF])), .silence], .notConnected),
    ]

    /// In the place of an answer to the login.
    static let logins: [Misbehaviour] = [
        greeted("closes at the login", [.close], .notConnected),
        greeted("resets at the login", [.reset], .notConnected),
        greeted("says nothing to the login", [.silence], .connectTimeout),
        greeted("answers the login a byte at a time", [.sendSlowly(.ok, every: .milliseconds(100)), .silence], .connectTimeout),
        greeted(
            "answers the login with zeros", [.send(.raw([UInt8](repeating: 0, count: 100))), .silence], .notConnected.or(.success)
        ),
        greeted(
            "answers the login with ones", [.send(.raw([UInt8](repeating: 0xFF, count: 100))), .silence],
            .notConnected.or(.connectTimeout)),
        greeted("answers the login with nothing", [.send(.packet([])), .silence], .notConnected),
        greeted("answers the login with half an OK", [.send(.packet([0])), .silence], .notConnected.or(.success)),
        greeted("falls silent in the OK", [.send(Message.ok.cut(after: 6)), .silence], .connectTimeout),
        greeted("answers the login with an error cut short", [.send(.packet([0xFF, 0x15])), .silence], .notConnected),
        greeted(
            "answers the login with an error of 1 MB", [.send(.error(1105, String(repeating: "no ", count: 333_333))), .silence],
            .refused),
        greeted(
            "answers the login with a file request", [.send(.localInfile(#filePath)), .expect(.anything), .silence], .notConnected
        ),
        greeted("answers the login with rows", [.send(.result([.init("a", .int)], rows: [[1]])), .silence], .notConnected),
        greeted("switches to the oldest plugin", [.send(.packet([0xFE])), .expect(.anything), .silence], .notConnected),
        greeted(
            "switches to no plugin", [.send(.packet([0xFE, 0])), .expect(.anything), .silence], .notConnected.or(.connectTimeout)),
        greeted(
            "switches to a plugin without end", [.send(.packet([0xFE] + Array("mysql_native_passwor".utf8))), .silence],
            .notConnected),
        greeted("switches to an unknown plugin", [.send(.authenticationSwitch(to: "../../evil")), .silence], .notConnected),
        greeted(
            "switches with too little data",
            [.send(.authenticationSwitch(to: "mysql_native_password", data: [1])), .expect(.anything), .silence],
            .notConnected.or(.connectTimeout)),
        greeted(
            "switches without end", [.sendEndlessly(.authenticationSwitch(to: "mysql_native_password"))],
            .notConnected.or(.connectTimeout)),
        greeted(
            "sends plugin data without end", [.sendEndlessly(.authenticationData([UInt8](repeating: 3, count: 1000)))],
            .notConnected.or(.connectTimeout)),
        greeted("denies access", [.send(.error(1045, sqlState: "28000", "Access denied"))], [.error(.accessDenied)]),
    ]
}
