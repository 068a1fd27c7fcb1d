extension ConnectionPoolState {
    /// A holder gives its connection back.
    ///
    /// - Parameter isReusable: Whether it is proven to be as new; otherwise it is closed.
    mutating func release(_ id: PoolConnectionID, isReusable: Bool, at now: Moment) -> Actions {
        var actions = Actions()
        // Not there any more after a shutdown whose deadline has passed.
        let lifetimeEnd = slots.withSlot(id) { slot -> Moment? in
            if case .leased = slot.phase { slot.expiresAt } else { nil }
        }
        guard let lifetimeEnd else { return actions }
        if isReusable, phase == .open, lifetimeEnd > now {
            makeAvailable(id, at: now, &actions)
        } else {
            close(id, &actions)
        }
        plan(at: now, &actions)
        return actions
    }

    /// A connection is free: it goes to the first who waits, or is idle.
    mutating func makeAvailable(_ id: PoolConnectionID, at now: Moment, _ actions: inout Actions) {
        guard let next = waiters.popFirst() else {
            slots.withSlot(id) { $0.phase = .idle(since: now) }
            idle.append(id)
            return
        }
        let connection = slots.withSlot(id) { slot in
            slot.phase = .leased(PoolLease(holder: next.holder, since: now))
            return slot.connection
        }
        guard let connection else { return }
        actions.handOvers.append((next.waiter, LeasedConnection(id: id, connection: connection, idle: .zero, since: now)))
    }

    /// A connection is to go. It counts until it is reported `closed`.
    mutating func close(_ id: PoolConnectionID, _ actions: inout Actions) {
        guard let connection = slots[id]?.connection else { return }
        slots.withSlot(id) { $0.phase = .closing }
        closing += 1
        actions.closes.append((id, connection))
    }

    /// A connection that was to be closed is gone.
    mutating func closed(_ id: PoolConnectionID, at now: Moment) -> Actions {
        var actions = Actions()
        guard case .closing? = slots[id]?.phase else { return actions }
        slots.remove(id)
        closing -= 1
        plan(at: now, &actions)
        return actions
    }
}
