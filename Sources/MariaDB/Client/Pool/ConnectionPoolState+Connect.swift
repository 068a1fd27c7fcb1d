extension ConnectionPoolState {
    /// Begins to fill the pool up to its minimum. Every other event does so too.
    mutating func fill(at now: Moment) -> Actions {
        var actions = Actions()
        plan(at: now, &actions)
        return actions
    }

    /// An attempt to connect has succeeded.
    ///
    /// - Parameter longestIdle: How long the server lets the connection be idle, with a margin; `nil` if for ever.
    mutating func connected(
        _ id: PoolConnectionID, _ connection: Connection, longestIdle: Duration?, at now: Moment
    ) -> Actions {
        var actions = Actions()
        guard let slot = slots[id], case .connecting = slot.phase else {
            // The pool has given up this attempt; what came of it is not for use.
            actions.closes.append((id, connection))
            return actions
        }
        connecting -= 1
        backoff.succeeded(failuresBefore: slot.failuresBefore)
        let lifetime = limits.maximumLifetime * (1 - chance.next() / 10)
        slots.withSlot(id) { slot in
            slot.connection = connection
            slot.longestIdle = longestIdle
            slot.expiresAt = now + lifetime
        }
        if phase == .open {
            makeAvailable(id, at: now, &actions)
        } else {
            close(id, &actions)
        }
        plan(at: now, &actions)
        return actions
    }

    /// An attempt to connect has failed.
    ///
    /// - Parameter isFinal: Whether trying again is of no use until somebody changes something: a wrong password, for example.
    mutating func connectFailed(_ id: PoolConnectionID, isFinal: Bool, at now: Moment) -> Actions {
        var actions = Actions()
        guard case .connecting? = slots[id]?.phase else { return actions }
        slots.remove(id)
        connecting -= 1
        backoff.failed(at: now)
        // Who waits is served by the connections that exist. If there are none, waiting on would only hide the reason.
        if isFinal, counts.inUse == 0 {
            actions.failures += waiters.removeAll().map { ($0.waiter, .refused) }
        }
        plan(at: now, &actions)
        return actions
    }

    /// What every event ends with: connections that are wanted are begun, and the timer is set.
    mutating func plan(at now: Moment, _ actions: inout Actions) {
        while wantsConnection, backoff.allows(now) {
            connecting += 1
            actions.connects.append(slots.append(PoolSlot(failuresBefore: backoff.allFailures, expiresAt: now)))
        }
        setTimers(at: now, &actions)
        actions.isDrained = phase == .draining && slots.isEmpty
    }

    /// Whether one more attempt to connect should run.
    var wantsConnection: Bool {
        guard phase == .open, slots.count < limits.maximum else { return false }
        // While attempts fail, one at a time finds out whether they still do.
        guard connecting < (backoff.isFailing ? 1 : limits.maximumConnecting) else { return false }
        return waiters.count > connecting || slots.count - closing < limits.minimum
    }
}
