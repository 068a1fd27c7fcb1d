internal import BlockingExecutors

extension MariaDBConnection {
    /// The one way from a caller to a blocking call of this connection: waits for the turn, hops to the connection's thread, and
    /// goes through the lane's door. What it throws has the place of the call in it.
    ///
    /// A call of a cancelled task does not begin, leaves at once when it waits, and is stopped at the server when it runs. So it
    /// is with one whose deadline comes.
    ///
    /// - Parameters:
    ///   - observed: What the call is to those who watch.
    ///   - isCancellable: Whether the cancellation of the task ends the call; not for what cleans up.
    ///   - doubtsAnswer: Whether an answer without an error is dropped if a KILL was sent: for statements of the user, since SLEEP and
    ///     GET_LOCK that were killed answer as if nothing had happened. Not for what has opened something that must be closed.
    ///   - timeout: How long the call may run; `nil` for the connection's usual time-out.
    ///   - isOfPool: Whether it is the pool that calls, which may whoever has the connection.
    nonisolated func offload<Value: Sendable>(
        _ location: CallSite, sql: String? = nil, as observed: ObservedCall = .statement, isCancellable: Bool = true,
        doubtsAnswer: Bool = false, timeout: TimeLimit? = nil, isOfPool: Bool = false,
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        try await inTurn(
            location, sql: sql, as: observed, isCancellable: isCancellable, isOfPool: isOfPool,
            Visit(timeout: timeout, doubtsAnswer: doubtsAnswer), body, rest: { _, value in value })
    }

    /// One of the visits to the connection's thread that a call makes: mostly the only one.
    struct Visit {
        /// How long the call may run; `nil` for the connection's usual time-out.
        var timeout: TimeLimit?
        /// See ``offload(_:sql:as:isCancellable:doubtsAnswer:timeout:isOfPool:_:)``.
        var doubtsAnswer = false
        var isFirst = true
        /// When the first visit was made, if this is another.
        var begin: Moment?
        /// Until when all of the call has to be over.
        var deadline = MariaDBDeadline.deadline
    }

    /// Waits for the turn, and visits the connection's thread with it.
    ///
    /// - Parameters:
    ///   - isLast: Whether the call is over, which a visit has found out.
    ///   - rest: Makes the visits behind the first one, if that is not the last.
    nonisolated func inTurn<Value: Sendable>(
        _ location: CallSite, sql: String?, as observed: ObservedCall = .statement, isCancellable: Bool = true,
        isOfPool: Bool = false, _ visit: Visit, isLast: @Sendable (Value) -> Bool = { _ in true },
        _ body: @Sendable (Session) throws -> Value, rest: (ConnectionGate.Calls.Number, Value) async throws -> Value
    ) async throws -> Value {
        let isOfBody = bodyTask.isCurrent
        let observation = observer.begin(observed, sql)
        do {
            guard isOfPool || lease.permits(isOfBody ? bodyTask.lease : LeaseScope.lease(of: lease.id)) else {
                throw Self.leaseEnded
            }
            let value =
                if isOfBody, isCancellable, let (number, value) = try callInBody(visit, isLast, body) {
                    isLast(value) ? value : try await rest(number, value)
                } else if isCancellable {
                    try await interruptible(visit, isLast, body, rest)
                } else {
                    try await takeTurn(gate.arrive(), isCancellable: false, visit, isLast, body, rest)
                }
            observation?.end(observer, sql, location)
            return value
        } catch {
            let error = Self.located(error, location, sql: sql)
            observation?.end(observer, sql, location, error)
            throw error
        }
    }

    /// A call of the body's task, whose cancellation is watched already, where it is: without waiting for anything but the server. `nil`
    /// if it is none, or can not be made so.
    ///
    /// Never inlined: see ``callAtOnce(_:_:_:_:)``.
    @inline(never)
    private nonisolated func callInBody<Value: Sendable>(
        _ visit: Visit, _ isLast: @Sendable (Value) -> Bool, _ body: @Sendable (Session) throws -> Value
    ) throws -> (ConnectionGate.Calls.Number, Value)? {
        guard visit.deadline == nil else { return nil }
        return try lane.atOnce(self) { connection in
            guard let number = gate.beginInBody() else { return nil }
            // Only now: a cancellation that comes later finds the call.
            guard !Task.isCancelled else {
                _ = connection.end(number)
                throw CancellationError()
            }
            return (number, try connection.run(number, visit, isLast, body))
        } ?? nil
    }

    /// A call that the task's cancellation and its deadline end.
    private nonisolated func interruptible<Value: Sendable>(
        _ visit: Visit, _ isLast: @Sendable (Value) -> Bool, _ body: @Sendable (Session) throws -> Value,
        _ rest: (ConnectionGate.Calls.Number, Value) async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        let deadline = visit.deadline
        if let deadline, deadline <= .now { throw CallInterruption.timedOut.error(hasBegun: false) }
        let arrival = gate.arrive()
        let ticket = deadline.map { watchDeadline($0, arrival.number) }
        defer { if let ticket { DeadlineWatcher.shared.remove(ticket) } }
        return try await withTaskCancellationHandler {
            try await takeTurn(arrival, isCancellable: true, visit, isLast, body, rest)
        } onCancel: {
            interrupt(arrival.number, .taskCancelled)
        }
    }

    private static var leaseEnded: MariaDBError {
        MariaDBError(
            code: .leaseEnded,
            message: "the connection has gone back to its client; use it only inside the body that it was given to")
    }

    private nonisolated func takeTurn<Value: Sendable>(
        _ arrival: ConnectionGate.Calls.Arrival, isCancellable: Bool, _ visit: Visit,
        _ isLast: @Sendable (Value) -> Bool, _ body: @Sendable (Session) throws -> Value,
        _ rest: (ConnectionGate.Calls.Number, Value) async throws -> Value
    ) async throws -> Value {
        let number = arrival.number
        if case .wait = arrival { try await waitForTurn(number, isCancellable: isCancellable) }
        let value = try await onLane(number, visit, isLast: isLast, body)
        return isLast(value) ? value : try await rest(number, value)
    }

    // Never inlined: what it needs would be allocated for every call.
    @inline(never)
    private nonisolated func waitForTurn(_ number: ConnectionGate.Calls.Number, isCancellable: Bool) async throws {
        try await gate.wait(number) {
            if isCancellable, Task.isCancelled { interrupt(number, .taskCancelled) }
        }
    }

    /// A visit to the connection's thread. The last one ends the call, and so does one that fails.
    ///
    /// - Parameter isLast: Whether the call is over, which this visit found out.
    nonisolated func onLane<Value: Sendable>(
        _ number: ConnectionGate.Calls.Number, _ visit: Visit = Visit(), isLast: @Sendable (Value) -> Bool = { _ in true },
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        if let value = try callAtOnce(number, visit, isLast, body) { return value }
        return try await call(number, visit, isLast, body)
    }

    /// Where the caller already is on the connection's thread; elsewhere `nil`.
    ///
    /// Never inlined: what a function needs on its stack is allocated when it becomes part of an asynchronous one.
    @inline(never)
    private nonisolated func callAtOnce<Value: Sendable>(
        _ number: ConnectionGate.Calls.Number, _ visit: Visit, _ isLast: @Sendable (Value) -> Bool,
        _ body: @Sendable (Session) throws -> Value
    ) throws -> Value? {
        try lane.atOnce(self) { try $0.call(number, visit, isLast, body) }
    }

    /// On the connection's thread.
    private func call<Value>(
        _ number: ConnectionGate.Calls.Number, _ visit: Visit, _ isLast: @Sendable (Value) -> Bool,
        _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        do {
            if visit.isFirst { try gate.begin(number) }
        } catch {
            _ = end(number)
            throw error
        }
        return try run(number, visit, isLast, body)
    }

    /// Makes a visit that has begun.
    private func run<Value>(
        _ number: ConnectionGate.Calls.Number, _ visit: Visit, _ isLast: @Sendable (Value) -> Bool,
        _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        let timeOut = (visit.timeout?.duration ?? statementTimeout).map { (visit.begin ?? .now) + $0 }
        let value: Value
        do {
            value = try block(number, timeOut, visit.deadline, body)
        } catch {
            let wasOverdue = areRowsOverdue
            throw reason(of: error, finish(number), wasOverdue: wasOverdue)
        }
        guard isLast(value) else { return value }
        let end = finish(number)
        if let interruption = end.interruption, interruption != .leftEarly, end.wasKilled, visit.doubtsAnswer {
            throw interruption.error(hasBegun: true)
        }
        if visit.doubtsAnswer, session.isTimed, Self.isOver(timeOut) || Self.isOver(visit.deadline) {
            throw CallInterruption.timedOut.error(hasBegun: true)
        }
        return value
    }

    /// The last visit of a call is over.
    private func finish(_ number: ConnectionGate.Calls.Number) -> ConnectionGate.Calls.End {
        // Before the end, which may close the session.
        let leavesRows = session.isStreaming
        let end = end(number)
        areRowsOverdue = leavesRows && (areRowsOverdue || end.interruption == .timedOut)
        return end
    }

    private static func isOver(_ end: Moment?) -> Bool { end.map { $0 <= .now } ?? false }

    /// Where the server keeps the time, too, it shall be the one to stop the statement: that needs no second connection. Together with
    /// the usual grace period this stays below the 100 ms in which every call has to end.
    private static let serversHeadStart = Duration.milliseconds(5)

    /// Blocks the thread for as long as the body takes.
    private func block<Value>(
        _ number: ConnectionGate.Calls.Number, _ timeOut: Moment?, _ deadline: Moment?,
        _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        let ticket = timeOut.map { watch($0 + Self.serversHeadStart, number) }
        defer { if let ticket { DeadlineWatcher.shared.remove(ticket) } }
        return try lane.blocking {
            if session.control.isShutDown { session.close() }
            if session.isIdle { try catchUp() }
            if let deadline { session.deadline = deadline }
            defer {
                if deadline != nil { session.deadline = nil }
                dropAbandonedRows(session, number)
            }
            return try body(session)
        }
    }

    /// What the session was to do as soon as it is idle.
    private func catchUp() throws {
        if let limit = statementTimeout, limit != session.serverTimeLimit { try session.limitStatements(to: limit) }
        for number in releases.take() { session.held.removeValue(forKey: number)?.close() }
    }

    /// What a call throws that failed with this error: if it was interrupted, that.
    ///
    /// - Parameter wasOverdue: ``areRowsOverdue``, as it was before the call.
    private func reason(of error: any Error, _ end: ConnectionGate.Calls.End, wasOverdue: Bool) -> any Error {
        // Without a thread to run on nothing was sent.
        let hasBegun = !(error is BlockingExecutorError)
        let interruption = end.interruption ?? (wasOverdue && isOwnEnd(error) ? .timedOut : nil)
        guard let interruption, interruption != .leftEarly, error is MariaDBError || !hasBegun else { return error }
        let reason = interruption.error(hasBegun: hasBegun)
        guard var interrupted = reason as? MariaDBError else { return reason }
        interrupted.outcomeUnknown = (error as? MariaDBError)?.outcomeUnknown ?? false
        return interrupted
    }

    /// Whether the rows have ended as they do after a KILL of ours, or after the socket was shut down.
    private func isOwnEnd(_ error: any Error) -> Bool {
        guard let error = error as? MariaDBError else { return false }
        let isClosed = error.isConnectionLost || error.code == .connectionClosed
        return error.number == ServerError.killed || isClosed && session.control.isShutDown
    }

    private nonisolated func watch(
        _ deadline: Moment, _ number: ConnectionGate.Calls.Number
    ) -> DeadlineWatcher.Ticket {
        DeadlineWatcher.shared.add(deadline) { self.interrupt(number, .timedOut) }
    }

    /// At the deadline, a call that waits ends; one that runs may first be stopped by the server, if that was told of the time.
    private nonisolated func watchDeadline(
        _ deadline: Moment, _ number: ConnectionGate.Calls.Number
    ) -> DeadlineWatcher.Ticket {
        DeadlineWatcher.shared.add(deadline) {
            guard self.gate.isRunning(number) else { return self.interrupt(number, .timedOut) }
            _ = self.watch(deadline + Self.serversHeadStart, number)
        }
    }

    private func end(_ number: ConnectionGate.Calls.Number) -> ConnectionGate.Calls.End {
        // Without a thread the rest of a result was not read, and nobody is left to do it.
        if session.control.isShutDown || session.isStreaming && session.stream?.parts != nil { session.close() }
        return gate.end(number, isConnectionOpen: session.isOpen)
    }

    /// The same error with the place of the call; errors that are not ours, such as a cancellation, stay as they are.
    nonisolated static func located(_ error: any Error, _ location: CallSite, sql: String?) -> any Error {
        switch error {
        case let error as MariaDBError:
            error.at(location, sql: sql)
        case let error as BlockingExecutorError:
            MariaDBError(code: .executorUnavailable, message: "\(error)", underlying: error).at(location, sql: sql)
        default:
            error
        }
    }

    nonisolated func run(_ query: MariaDBQuery, _ location: CallSite) async throws -> StatementResults {
        try await offload(location, sql: query.sql, doubtsAnswer: true, timeout: query.timeLimit) { try $0.run(query) }
    }
}
