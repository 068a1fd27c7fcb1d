import BlockingExecutors
import MariaDB
import MariaDBTesting
import Testing

/// Where a connect can be when nobody waits for it any more, each with a place that keeps it there.
enum ConnectStage: CaseIterable, Sendable, CustomTestStringConvertible {
    case nameLookUp, connection, greeting, slowGreeting, handshake, middleOfHandshake, login, slowLogin, plugin, password

    var testDescription: String {
        switch self {
        case .nameLookUp: "in the name look-up"
        case .connection: "in the TCP connection"
        case .greeting: "waiting for the greeting"
        case .slowGreeting: "in a greeting that comes byte by byte"
        case .handshake: "at the beginning of the TLS handshake"
        case .middleOfHandshake: "in the middle of the TLS handshake"
        case .login: "waiting for the answer to the login"
        case .slowLogin: "in an answer to the login that comes byte by byte"
        case .plugin: "after a change of the plugin"
        case .password: "after a password that was asked for in clear"
        }
    }

    /// Connects until it is at this stage, again and again.
    struct Place {
        let configuration: MariaDBConfiguration
        let threads: MariaDBThreads
        /// How many connects have come there.
        let count: () throws -> Int

        /// Begins a connect and waits until it is there.
        func begin() async throws -> Task<MariaDBConnection, any Error> {
            let before = try count()
            let attempt = Task { [configuration, threads] in
                try await MariaDBConnection.connect(to: configuration, threads: threads)
            }
            #expect(try await eventually { try count() > before })
            return attempt
        }

        /// Waits until no thread is kept.
        func isFree(within timeout: Duration = .seconds(30)) async throws -> Bool {
            try await eventually(within: timeout) { threads.connects.snapshot().busyThreads == 0 }
        }
    }

    /// Calls the body with a place that keeps every connect at this stage.
    func withPlace<Value>(_ body: (Place) async throws -> Value) async throws -> Value {
        // One thread, which the look-up needs: whom it asks is told to the thread.
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "stage-test")),
            connects: BlockingThreadPool(.init(name: "stage-dial", maximumThreads: 1)))
        let value = try await withPlace(threads, body)
        await threads.connects.shutdown()
        await threads.queries.shutdown()
        return value
    }

    private func withPlace<Value>(_ threads: MariaDBThreads, _ body: (Place) async throws -> Value) async throws -> Value {
        func place(_ configuration: MariaDBConfiguration, _ count: @escaping () throws -> Int) -> Place {
            var configuration = configuration
            // What ends, ends because it is cancelled. Only a look-up keeps its thread as long as Connector/C has time.
            configuration.connectTimeout = .seconds(self == .nameLookUp ? 2 : 300)
            return Place(configuration: configuration, threads: threads, count: count)
        }
        switch self {
        case .nameLookUp:
            return try await SilentResolver.with { resolver in
                try await resolver.serve(threads.connects)
                var configuration = MariaDBConfiguration(host: "db.example.", user: "app")
                configuration.tls = .disable
                return try await body(place(configuration) { resolver.takeQuestions() })
            }
        case .connection:
            return try await UnansweredPort.with { port in
                let configuration = MariaDBConfiguration(host: "127.0.0.1", port: port.number, user: "app")
                return try await body(place(configuration) { try port.attempts() })
            }
        default:
            let (script, isThere) = script
            // Passwords in clear are for unix sockets only.
            return try await FakeServer.withServer(on: self == .password ? .unixSocket : .tcp, script) { server in
                var configuration = server.configuration
                configuration.tls = self == .handshake || self == .middleOfHandshake ? .require(verification: .none) : .disable
                return try await body(place(configuration) { server.received.count(where: isThere) })
            }
        }
    }

    /// What keeps a client at this stage, and how to see from the bytes it has sent that it is there.
    private var script: (steps: [FakeServer.Step], isThere: ([UInt8]) -> Bool) {
        let tls = FakeServer.Greeting(capabilities: .usual.union(.tls))
        func has(_ part: [UInt8]) -> ([UInt8]) -> Bool {
            { bytes in bytes.indices.contains { bytes[$0...].starts(with: part) } }
        }
        // The first of TLS's own records behind the request for it.
        let hello = has([0x16, 3, 1])
        return switch self {
        case .nameLookUp, .connection, .greeting: ([.silence], { _ in true })
        // Each read succeeds, so no time-out of Connector/C's ever fires.
        case .slowGreeting: ([.sendSlowly(FakeServer.Greeting().message, every: .milliseconds(300))], { _ in true })
        case .handshake: ([.greet(tls), .expect(.tlsRequest), .silence], hello)
        case .middleOfHandshake:
            // The head of a record with a ServerHello, and not all of it.
            ([.greet(tls), .expect(.tlsRequest), .send(.raw([0x16, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3])), .silence], hello)
        case .login: ([.greet(), .expect(.login), .silence], has(Array("app".utf8)))
        case .slowLogin: ([.greet(), .expect(.login), .sendSlowly(.ok, every: .seconds(10))], has(Array("app".utf8)))
        case .plugin:
            (
                [
                    .greet(), .expect(.login), .send(.authenticationSwitch(to: "mysql_native_password")), .expect(.anything),
                    .silence,
                ],
                has([20, 0, 0, 3])
            )
        case .password:
            (
                [
                    .greet(.init(plugin: "caching_sha2_password")), .expect(.login), .send(.authenticationData([4])),
                    .expect(.anything), .silence,
                ], has(Array("hunter2".utf8))
            )
        }
    }
}
