internal import StateLocks

extension ConnectionPool {
    /// A connection that is alive, for the caller alone until it is given back.
    func acquire(_ holder: CallSite) async throws -> (Leased, ConnectionLease.Number) {
        let begin = Moment.now
        let patience = begin + configuration.acquireTimeout
        let deadline = MariaDBDeadline.deadline.map { min($0, patience) } ?? patience
        do {
            var leased = try await lease(holder, isAgain: false, deadline)
            while await !isAlive(leased, deadline) {
                event { $0.release(leased.id, isReusable: false, at: .now) }
                leased = try await lease(holder, isAgain: true, deadline)
            }
            observer?.obtained(after: begin.duration(to: .now))
            return (leased, leased.connection.lease.begin())
        } catch {
            throw MariaDBConnection.located(explained(error, isAtDeadline: deadline < patience), holder, sql: nil)
        }
    }

    private func lease(_ holder: CallSite, isAgain: Bool, _ deadline: Moment) async throws -> Leased {
        try Task.checkCancellation()
        let (answer, actions) = update { state in
            let (answer, actions) = state.pool.acquire(holder, isAgain: isAgain, at: .now)
            if case .leased = answer { state.statistics.acquired += 1 }
            return (answer, actions)
        }
        perform(actions)
        switch answer {
        case .leased(let leased): return leased
        case .shutDown: throw error(.shutDown)
        case .wait(let ticket): return try await wait(ticket, holder, deadline)
        }
    }

    private func wait(
        _ ticket: WaiterQueue<Waiter>.Ticket, _ holder: CallSite, _ deadline: Moment
    ) async throws -> Leased {
        let begin = Moment.now
        var isServed = false
        defer {
            let time = begin.duration(to: .now)
            state.withLock { state in
                state.statistics.acquired += isServed ? 1 : 0
                state.statistics.waited += 1
                state.statistics.timeWaited += time
            }
        }
        let leased = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                event { $0.wait(continuation, ticket, holder, until: deadline, at: .now) }
            }
        } onCancel: {
            event { $0.cancel(ticket) }
        }
        isServed = true
        return leased
    }

    /// Whether the server has not ended the connection meanwhile. One that comes straight from another user needs no look.
    private func isAlive(_ leased: Leased, _ deadline: Moment) async -> Bool {
        guard leased.idle > .zero else { return true }
        guard leased.connection.isQuiet else { return false }
        guard leased.idle > configuration.pingAfter else { return true }
        return await answersPing(leased.connection, deadline)
    }

    /// A network that has forgotten the connection says nothing at all, so the answer is waited for only a while.
    private func answersPing(_ connection: MariaDBConnection, _ deadline: Moment) async -> Bool {
        let patience = min(Moment.now + .seconds(2), deadline)
        let watch = Task.detached {
            guard (try? await Task.sleep(until: patience.instant, clock: .continuous)) != nil else { return false }
            connection.cancel()
            return true
        }
        let answered = await connection.answersPing(place)
        watch.cancel()
        // Not before it is known that nothing more will come from there.
        let isAbandoned = await watch.value
        return answered && !isAbandoned
    }
}
