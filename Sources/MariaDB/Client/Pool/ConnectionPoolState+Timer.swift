extension ConnectionPoolState {
    /// The time that was asked for has come, or a later one.
    mutating func tick(at now: Moment) -> Actions {
        var actions = Actions()
        timer = nil
        closeIdle(at: now, &actions)
        expireWaiters(at: now, &actions)
        reportLeaks(at: now, &actions)
        // Every one is looked at here; the other events look at what they have changed.
        for id in idle { setTimer(idleEnd(id), &actions) }
        setTimer(nextLeak, &actions)
        plan(at: now, &actions)
        return actions
    }

    /// Asks for what time alone will change after an event.
    mutating func setTimers(at now: Moment, _ actions: inout Actions) {
        guard phase == .open else { return }
        setTimer(waiters.earliestDeadline, &actions)
        // A connection that is wanted and not begun although there is room waits for the back-off.
        if let retry = backoff.notBefore, retry > now, wantsConnection { setTimer(retry, &actions) }
        if let newest = idle.last { setTimer(idleEnd(newest), &actions) }
        if let oldest = idle.first, idle.count > 1 { setTimer(idleEnd(oldest), &actions) }
        // Not before the end of any lease that begins now; those that began before asked for theirs.
        if let threshold = limits.leakThreshold, slots.count > idle.count { setTimer(now + threshold, &actions) }
    }

    /// Asks for a `tick` if it is needed earlier than the one that was asked for. One that comes too early does no harm.
    private mutating func setTimer(_ next: Moment?, _ actions: inout Actions) {
        guard let next, timer.map({ next < $0 }) ?? true else { return }
        timer = next
        actions.timer = next
    }

    /// When an idle connection is to be closed.
    private mutating func idleEnd(_ id: PoolConnectionID) -> Moment? {
        let isNeeded = slots.count - closing <= limits.minimum
        return slots.withSlot(id) { [idleTimeout = limits.idleTimeout] slot -> Moment? in
            guard case .idle(let since) = slot.phase else { return nil }
            let end = slot.end(idleSince: since)
            return isNeeded ? end : min(end, since + idleTimeout)
        }
    }

    private mutating func closeIdle(at now: Moment, _ actions: inout Actions) {
        // From the one that has been idle longest, until only the minimum is left.
        for id in idle {
            guard let end = idleEnd(id), end <= now else { continue }
            idle.removeAll { $0 == id }
            close(id, &actions)
        }
    }

    private mutating func expireWaiters(at now: Moment, _ actions: inout Actions) {
        // Those who give up now are part of what went wrong.
        let counts = counts
        actions.failures += waiters.removeExpired(at: now).map { ($0.waiter, .timedOut(counts)) }
    }

    private mutating func reportLeaks(at now: Moment, _ actions: inout Actions) {
        guard let threshold = limits.leakThreshold else { return }
        for (id, slot) in slots.all {
            guard case .leased(var lease) = slot.phase, !lease.isReported, lease.since + threshold <= now else { continue }
            lease.isReported = true
            slots.withSlot(id) { $0.phase = .leased(lease) }
            actions.leaks.append((lease, id))
        }
    }

    private var nextLeak: Moment? {
        guard let threshold = limits.leakThreshold else { return nil }
        return slots.all.lazy.compactMap { _, slot in
            guard case .leased(let lease) = slot.phase, !lease.isReported else { return nil }
            return lease.since + threshold
        }.min()
    }
}
