import SystemPackage

extension MariaDBServer {
    /// How often a free TCP port is looked for when the one found was taken by another before the server had it.
    private static let portAttempts = 5

    /// Starts a server that runs until ``stop()``, until nothing refers to it any more, or until this process ends.
    ///
    /// Prefer ``withServer(_:_:)``. This is for frameworks that set up and tear down in separate calls.
    ///
    /// - Parameter options: What the server is to be like.
    /// - Returns: A server that answers.
    /// - Throws: ``MariaDBServerError`` if no server could be started, `CancellationError` if the task was cancelled.
    public static func start(_ options: Options = Options()) async throws -> MariaDBServer {
        let program = try ServerProgram.find(named: options.program)
        let template = try DataTemplate(for: program, cacheFolder: try CacheFolder.find(named: options.cacheFolder))
        let data = try await template.dataFolder()
        try Task.checkCancellation()
        let folder = try ServerFolder.choose(in: options.temporaryFolder)
        let supervisor: Supervisor
        do {
            supervisor = try Supervisor(
                folder: folder.path, template: data, program: program.path,
                arguments: ServerArguments.server(in: folder, (options.tls?.arguments ?? []) + options.arguments)
            )
        } catch {
            throw MariaDBServerError(.startFailed, "No supervisor for a server could be made: \(error).")
        }
        do {
            let port = try await startServer(supervisor, in: folder, options)
            return MariaDBServer(options: options, serverFolder: folder, supervisor: supervisor, port: port)
        } catch {
            await supervisor.stop()
            throw error
        }
    }

    /// Starts the server and waits until it answers; returns the TCP port it has.
    private static func startServer(
        _ supervisor: Supervisor,
        in folder: ServerFolder,
        _ options: Options
    ) async throws -> UInt16? {
        guard options.tcp else {
            supervisor.startServer(port: nil)
            try await waitUntilReady(supervisor, in: folder, within: options.startTimeout)
            return nil
        }
        var attempt = 1
        var port = try options.firstPort ?? freePort()
        while true {
            supervisor.startServer(port: port)
            do {
                try await waitUntilReady(supervisor, in: folder, within: options.startTimeout)
                return port
            } catch let error as MariaDBServerError
                where error.code == .startFailed && error.log.contains("Bind on TCP/IP port") && attempt < portAttempts
            {
                attempt += 1
                port = try freePort()
            }
        }
    }

    private static func freePort() throws(MariaDBServerError) -> UInt16 {
        do {
            return try SystemCall.freePort()
        } catch {
            throw MariaDBServerError(.startFailed, "No free TCP port on 127.0.0.1: \(error).")
        }
    }

    /// Waits until the server answers, has died, or is late.
    static func waitUntilReady(_ supervisor: Supervisor, in folder: ServerFolder, within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        var probe = GreetingProbe(unixSocket: folder.socket)
        while true {
            switch supervisor.state.phase {
            case .starting:
                break
            case .running:
                if probe.isAnswered() { return }
            case .exited(let status):
                throw died(status, in: folder)
            case .gone:
                let complaints = supervisor.state.complaints.joined(separator: "; ")
                throw MariaDBServerError(.startFailed, "The server's folder \(folder.path) could not be made: \(complaints)")
            }
            guard ContinuousClock.now < deadline else {
                throw MariaDBServerError(
                    .startTimeout,
                    "The server did not answer within \(limit); if this machine is slow, give it more time with startTimeout.",
                    log: folder.logTail(lines: 20)
                )
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private static func died(_ status: Int32, in folder: ServerFolder) -> MariaDBServerError {
        let log = folder.logTail(lines: 20)
        // The first error is the cause, those below it are its consequences.
        let cause = log.split(separator: "\n").first { $0.contains("[ERROR]") }.flatMap { $0.split(separator: "[ERROR] ").last }
        let how = status > 128 ? "was killed by signal \(status - 128)" : "ended with status \(status)"
        return MariaDBServerError(.startFailed, "The server \(how) while it was starting: \(cause ?? "see its log")", log: log)
    }
}
