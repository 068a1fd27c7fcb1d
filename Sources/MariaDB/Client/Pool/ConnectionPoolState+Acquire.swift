extension ConnectionPoolState {
    /// The answer to somebody who wants a connection.
    enum Acquisition {
        case leased(LeasedConnection<Connection>)
        /// None is free: wait with this ticket.
        case wait(WaiterQueue<Waiter>.Ticket)
        case shutDown
    }

    /// Somebody wants a connection.
    ///
    /// - Parameter isAgain: Whether the one it got was of no use.
    mutating func acquire(
        _ holder: CallSite, isAgain: Bool = false, at now: Moment
    ) -> (answer: Acquisition, actions: Actions) {
        var actions = Actions()
        guard phase == .open else { return (.shutDown, actions) }
        if waiters.isEmpty, let leased = takeIdle(holder, at: now, &actions) {
            plan(at: now, &actions)
            return (.leased(leased), actions)
        }
        plan(at: now, &actions)
        return (.wait(waiters.drawTicket(isAhead: isAgain)), actions)
    }

    /// The owner of a ticket waits now, if there is still nothing free.
    mutating func wait(
        _ waiter: Waiter, _ ticket: WaiterQueue<Waiter>.Ticket, _ holder: CallSite, until deadline: Moment, at now: Moment
    ) -> Actions {
        var actions = Actions()
        if !waiters.arrive(ticket) {
            actions.failures.append((waiter, .cancelled))
        } else if phase != .open {
            actions.failures.append((waiter, .shutDown))
        } else if waiters.isEmpty, let leased = takeIdle(holder, at: now, &actions) {
            actions.handOvers.append((waiter, leased))
        } else {
            waiters.append(.init(waiter: waiter, holder: holder, since: now, deadline: deadline), ticket)
        }
        plan(at: now, &actions)
        return actions
    }

    /// The owner of a ticket waits no longer. Does nothing if there is an answer already.
    mutating func cancel(_ ticket: WaiterQueue<Waiter>.Ticket) -> Actions {
        var actions = Actions()
        if let entry = waiters.leave(ticket) {
            actions.failures.append((entry.waiter, .cancelled))
        }
        return actions
    }

    /// The connection that was used last, of those that are not too old.
    private mutating func takeIdle(
        _ holder: CallSite, at now: Moment, _ actions: inout Actions
    ) -> LeasedConnection<Connection>? {
        while let id = idle.popLast() {
            let leased = slots.withSlot(id) { slot -> LeasedConnection<Connection>? in
                guard case .idle(let since) = slot.phase, let connection = slot.connection else { return nil }
                guard slot.end(idleSince: since) > now else { return nil }
                slot.phase = .leased(PoolLease(holder: holder, since: now))
                return LeasedConnection(id: id, connection: connection, idle: since.duration(to: now), since: now)
            }
            if let leased { return leased }
            close(id, &actions)
        }
        return nil
    }
}

extension ConnectionPoolState.Acquisition: Sendable where Connection: Sendable {}
