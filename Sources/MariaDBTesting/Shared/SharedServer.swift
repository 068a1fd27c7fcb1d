/// One server for all who ask.
actor SharedServer {
    /// The one of this process. Swift Testing runs all tests and all their arguments at once, each with connections of its own: more
    /// than the 151 that a server has room for unless told.
    static let shared = SharedServer(MariaDBServer.Options(arguments: ["--max-connections=1000"]))

    private let options: MariaDBServer.Options
    private let starting = SingleFlight<MariaDBServer>()
    private var server: MariaDBServer?

    init(_ options: MariaDBServer.Options = MariaDBServer.Options()) {
        self.options = options
    }

    /// The server, started if there is none or if it has died.
    func running() async throws -> MariaDBServer {
        if let server, server.isRunning { return server }
        let started = try await starting.value(of: "server") { [options] in
            try await MariaDBServer.start(options)
        }
        server = started
        return started
    }
}
