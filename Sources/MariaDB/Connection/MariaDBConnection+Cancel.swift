internal import BlockingExecutors

extension MariaDBConnection {
    /// Ends the call that runs on this connection, whichever task made it; does nothing if there is none. Returns at once.
    ///
    /// The call throws ``MariaDBError`` with the code `cancelled`. Its statement is stopped at the server with KILL QUERY, and the
    /// connection goes on; if that takes longer than ``MariaDBConfiguration/cancellationGracePeriod``, the connection is closed.
    /// Calls that wait for their turn are not touched.
    public nonisolated func cancel() {
        perform(gate.interruptCurrent(.requested), .requested)
    }

    /// Ends a call before its time.
    nonisolated func interrupt(_ number: ConnectionGate.Calls.Number, _ reason: CallInterruption) {
        perform(gate.interrupt(number, reason), reason)
    }

    /// Ends the call that the body's task makes, if it makes one.
    nonisolated func interruptBody(_ reason: CallInterruption) {
        perform(gate.interruptBody(reason), reason)
    }

    /// Stops a call that cleans up, if it runs; it has to begin all the same.
    nonisolated func interruptIfRunning(_ number: ConnectionGate.Calls.Number, _ reason: CallInterruption) {
        perform(gate.interruptIfRunning(number, reason), reason)
    }

    private nonisolated func perform(_ interrupting: ConnectionGate.Calls.Interrupting, _ reason: CallInterruption) {
        switch interrupting {
        case .nothing: break
        case .leave(let waiter): waiter.resume(throwing: reason.error(hasBegun: false))
        case .hurry(let number): hurry(number)
        case .stop(let number): killer.stop(number, reason) { [lane] in lane.stopWaiting() }
        }
    }

    /// Brings a call to its end that has the turn and no thread.
    private nonisolated func hurry(_ number: ConnectionGate.Calls.Number) {
        if lane.stopWaiting() { return }
        // It may be on its way to the lane just now, and would wait there for a thread with nobody to take it out.
        Task.detached(priority: .high) { [lane, gate] in
            while gate.isWaitingForThread(number), !lane.stopWaiting() {
                try? await Task.sleep(for: .milliseconds(2))
            }
        }
    }
}
