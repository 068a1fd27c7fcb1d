extension ConnectionPoolState {
    /// The time that was asked for has come, or a later one.
    mutating func tick(at now: Instant) -> Actions {
        var actions = Actions()
        timer = nil
        closeIdle(at: now, &actions)
        expireWaiters(at: now, &actions)
        reportLeaks(at: now, &actions)
        // Every one is looked at here; the other events look at what they have changed.
        let ends = idle.compactMap { slots[$0] }.compactMap(idleEnd)
        setTimer(ends.min(), &actions)
        setTimer(nextLeak, &actions)
        plan(at: now, &actions)
        return actions
    }

    /// Asks for what time alone will change after an event.
    mutating func setTimers(at now: Instant, _ actions: inout Actions) {
        guard phase == .open else { return }
        setTimer(waiters.earliestDeadline, &actions)
        // A connection that is wanted and not begun although there is room waits for the back-off.
        if let retry = backoff.notBefore, retry > now, wantsConnection { setTimer(retry, &actions) }
        if let oldest = idle.first.flatMap({ slots[$0] }) { setTimer(idleEnd(oldest), &actions) }
        if let newest = idle.last.flatMap({ slots[$0] }) { setTimer(idleEnd(newest), &actions) }
        // Not before the end of any lease that begins now; those that began before asked for theirs.
        if let threshold = limits.leakThreshold, slots.count > idle.count { setTimer(now + threshold, &actions) }
    }

    /// Asks for a `tick` if it is needed earlier than the one that was asked for. One that comes too early does no harm.
    private mutating func setTimer(_ next: Instant?, _ actions: inout Actions) {
        guard let next, timer.map({ next < $0 }) ?? true else { return }
        timer = next
        actions.timer = next
    }

    /// When an idle connection is to be closed.
    private func idleEnd(_ slot: PoolSlot<Connection>) -> Instant? {
        guard case .idle(let since) = slot.phase else { return nil }
        var end = slot.expiresAt
        if let longest = slot.longestIdle { end = min(end, since + longest) }
        if slots.count - closing > limits.minimum { end = min(end, since + limits.idleTimeout) }
        return end
    }

    private mutating func closeIdle(at now: Instant, _ actions: inout Actions) {
        // From the one that has been idle longest, until only the minimum is left.
        for id in idle {
            guard let slot = slots[id], let end = idleEnd(slot), end <= now else { continue }
            idle.removeAll { $0 == id }
            close(id, &actions)
        }
    }

    private mutating func expireWaiters(at now: Instant, _ actions: inout Actions) {
        // Those who give up now are part of what went wrong.
        let counts = counts
        actions.failures += waiters.removeExpired(at: now).map { ($0.waiter, .timedOut(counts)) }
    }

    private mutating func reportLeaks(at now: Instant, _ actions: inout Actions) {
        guard let threshold = limits.leakThreshold else { return }
        for (id, slot) in slots {
            guard case .leased(var lease) = slot.phase, !lease.isReported, lease.since + threshold <= now else { continue }
            lease.isReported = true
            slots[id]?.phase = .leased(lease)
            actions.leaks.append((lease, id))
        }
    }

    private var nextLeak: Instant? {
        guard let threshold = limits.leakThreshold else { return nil }
        return slots.values.lazy.compactMap { slot in
            guard case .leased(let lease) = slot.phase, !lease.isReported else { return nil }
            return lease.since + threshold
        }.min()
    }
}
