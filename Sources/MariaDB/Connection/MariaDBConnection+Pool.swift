internal import BlockingExecutors

/// What a pool asks of its connections.
extension MariaDBConnection {
    /// Whether the server has neither sent anything unasked nor ended the connection. Only to be asked while nobody uses it.
    nonisolated var isQuiet: Bool {
        descriptor.map { SocketPeek.isQuiet($0) } ?? false
    }

    /// Prepares a new connection for the pool.
    ///
    /// - Returns: How long it may be idle; `nil` if the server says nothing of it.
    nonisolated func setUp(_ rules: SessionRules, _ location: CallSite) async throws -> Duration? {
        let seconds = try await offload(location, isOfPool: true) { try $0.setUp(rules) }
        return seconds.map { .seconds($0) * 0.9 }
    }

    /// Whether the server gives a sign of life.
    nonisolated func answersPing(_ location: CallSite) async -> Bool {
        (try? await offload(location, isOfPool: true) { try $0.ping() }) != nil
    }

    /// Makes the connection as it was, as far as it is not. Not cut short by cancellation, but by a server that does not answer.
    nonisolated func settle(_ rules: SessionRules, _ location: CallSite) async -> Settlement {
        let isClean = try? await offload(location, isCancellable: false, isOfPool: true) { $0.isSettled(rules) }
        if isClean == true { return .clean }
        let watch = Task.detached {
            if (try? await Task.sleep(for: Self.settlePatience)) != nil { self.cancel() }
        }
        defer { watch.cancel() }
        return (try? await offload(location, isCancellable: false, isOfPool: true) { $0.settle(rules) }) ?? .unusable
    }

    private static let settlePatience = Duration.seconds(5)

    /// What the session is now is what it is to be. Returns whether it can be used.
    nonisolated func acceptState(_ location: CallSite) async -> Bool {
        (try? await offload(location, isCancellable: false, isOfPool: true) { session in
            session.acceptState()
            return session.isIdle
        }) ?? false
    }

    /// The statement that runs now, if one does. Only of a connection that ``setUp(_:_:)`` has prepared.
    nonisolated var runningStatement: String? {
        gate.isBusy ? note.last : nil
    }
}
