extension ConnectionPoolState {
    /// No connection is given out any more. Who waits is told so; who holds a connection may finish.
    mutating func shutDown(at now: Moment) -> Actions {
        var actions = Actions()
        phase = .draining
        actions.failures += waiters.removeAll().map { ($0.waiter, .shutDown) }
        for id in idle { close(id, &actions) }
        idle = []
        plan(at: now, &actions)
        return actions
    }

    /// Who still holds a connection, or makes one, has had time enough: every connection goes.
    mutating func abandon(at now: Moment) -> Actions {
        var actions = Actions()
        for (id, slot) in slots.all {
            switch slot.phase {
            case .connecting:
                slots.remove(id)
                connecting -= 1
            case .leased:
                close(id, &actions)
            case .idle, .closing:
                break
            }
        }
        plan(at: now, &actions)
        return actions
    }
}
