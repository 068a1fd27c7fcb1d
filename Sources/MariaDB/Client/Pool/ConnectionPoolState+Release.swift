extension ConnectionPoolState {
    /// A holder gives its connection back.
    ///
    /// - Parameter isReusable: Whether it is proven to be as new; otherwise it is closed.
    mutating func release(_ id: PoolConnectionID, isReusable: Bool, at now: Instant) -> Actions {
        var actions = Actions()
        // Not there any more after a shutdown whose deadline has passed.
        guard let slot = slots[id], case .leased = slot.phase else { return actions }
        if isReusable, phase == .open, slot.expiresAt > now {
            makeAvailable(id, at: now, &actions)
        } else {
            close(id, &actions)
        }
        plan(at: now, &actions)
        return actions
    }

    /// A connection is free: it goes to the first who waits, or is idle.
    mutating func makeAvailable(_ id: PoolConnectionID, at now: Instant, _ actions: inout Actions) {
        guard let connection = slots[id]?.connection else { return }
        if let next = waiters.popFirst() {
            slots[id]?.phase = .leased(PoolLease(holder: next.holder, since: now))
            actions.handOvers.append((next.waiter, LeasedConnection(id: id, connection: connection, idle: .zero, since: now)))
        } else {
            slots[id]?.phase = .idle(since: now)
            idle.append(id)
        }
    }

    /// A connection is to go. It counts until it is reported `closed`.
    mutating func close(_ id: PoolConnectionID, _ actions: inout Actions) {
        guard let connection = slots[id]?.connection else { return }
        slots[id]?.phase = .closing
        closing += 1
        actions.closes.append((id, connection))
    }

    /// A connection that was to be closed is gone.
    mutating func closed(_ id: PoolConnectionID, at now: Instant) -> Actions {
        var actions = Actions()
        guard case .closing? = slots[id]?.phase else { return actions }
        slots[id] = nil
        closing -= 1
        plan(at: now, &actions)
        return actions
    }
}
