internal import BlockingExecutors

/// Stops what a connection runs: KILL QUERY over a second connection, and when that takes too long, the socket.
struct QueryKiller: Sendable {
    let target: KillTarget
    let side: SessionParameters
    let login: ConnectionLogin
    let threads: MariaDBThreads
    let gracePeriod: Duration
    let gate: ConnectionGate
    let control: SessionControl
    let observer: (any ClientObserver)?

    /// How long after the grace period the second connection may still be at work. A server that takes logins and then says nothing
    /// would keep its thread for ever, and soon every thread that connects.
    private static let patience = Duration.seconds(1)

    /// Begins to stop a call and returns at once. The call ends by itself when what it waits for is gone.
    ///
    /// - Parameter stopWaiting: Ends the wait of a call that reads in parts and has no thread for the next one; as far as there is one.
    func stop(
        _ number: ConnectionGate.Calls.Number, _ reason: CallInterruption, stopWaiting: @escaping @Sendable () -> Bool
    ) {
        // Who leaves rows early is in no hurry; the connection is worth more.
        let gracePeriod = reason == .leftEarly ? max(gracePeriod, .seconds(5)) : gracePeriod
        Task.detached(priority: .high) {
            try? await Task.sleep(for: gracePeriod)
            // As with a KILL, the turn stays here until the socket is shut down: the next call must not be the one that is cut.
            guard gate.beginKill(number) else { return }
            control.shutDown()
            gate.endKill(number, isAnswered: true)
            observer?.cuts()
            while gate.isRunning(number), !stopWaiting() { try? await Task.sleep(for: .milliseconds(2)) }
        }
        let sideControl = SessionControl()
        let end = Task.detached(priority: .high) {
            // From the beginning, so that one that only waits for a thread is over as well.
            guard (try? await Task.sleep(for: gracePeriod + Self.patience)) != nil else { return }
            sideControl.shutDown()
        }
        Task.detached(priority: .high) {
            observer?.stops(reason)
            let login = await login.credentials()
            try? await threads.connects.run { kill(number, login, sideControl) }
            end.cancel()
        }
    }

    /// Blocks until the call is over and its statement with it.
    ///
    /// The KILL may come before the statement has arrived at the server, or between two statements of the call, where it does
    /// nothing; so it is repeated. It never comes when the call is over: the gate gives the turn to nobody while one is on its way.
    private func kill(_ number: ConnectionGate.Calls.Number, _ login: MariaDBCredentials, _ sideControl: SessionControl) {
        guard gate.isRunning(number) || control.isShutDown, !sideControl.isShutDown else { return }
        var side = side
        (side.user, side.password) = (login.user, login.password)
        guard let session = try? Session.connect(side, sideControl) else { return }
        defer { session.close() }
        var pause = Duration.microseconds(500)
        var named: UInt64?
        while gate.isRunning(number), !control.isShutDown {
            guard let row = try? session.processListRow(of: target.connectionID),
                target.isProven(by: row, of: login.user, over: session)
            else {
                return
            }
            if !row.isIdle {
                guard gate.beginKill(number) else { break }
                // Killed by its number and still running: a connection that is idle since its ping keeps the number that the next
                // statement of anybody gets, and the server takes the first it finds.
                let isUnnamed = row.queryID == named
                named = row.queryID
                let isAnswered =
                    (try? session.killQuery(row, of: target.connectionID, isUnnamed: isUnnamed)) != nil || session.isOpen
                gate.endKill(number, isAnswered: isAnswered)
                guard isAnswered else { return }
            }
            BlockingPause.wait(pause)
            pause = min(pause * 2, .milliseconds(10))
        }
        // The server notices a socket that was shut down only when it next uses it. Our connection is dead, so nothing else can be hit.
        guard control.isShutDown, let row = try? session.processListRow(of: target.connectionID),
            target.isProven(by: row, of: login.user, over: session)
        else { return }
        try? session.killConnection(target.connectionID)
    }
}
