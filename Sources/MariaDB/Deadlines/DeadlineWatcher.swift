internal import StateLocks

/// One sleeper for the deadlines of all calls. A call without a deadline does not know it; one that ends in time, as nearly all do,
/// costs two short locks and wakes nobody.
///
/// The clock is `ContinuousClock`: it does not move when somebody sets the time, and it goes on while the machine sleeps, as the
/// server does.
final class DeadlineWatcher: Sendable {
    typealias Action = @Sendable () -> Void
    typealias Ticket = DeadlineHeap<Moment, Action>.Ticket

    static let shared = DeadlineWatcher()

    private struct State {
        var deadlines = DeadlineHeap<Moment, Action>()
        /// Until when the sleeper sleeps, while there is one.
        var wakesAt: Moment?
        var sleeper: Task<Void, Never>?
    }

    private let state = Lock(State())

    /// Calls the action at the deadline, unless the ticket is given back before. The action must not block.
    func add(_ deadline: Moment, _ action: @escaping Action) -> Ticket {
        let (ticket, isTooLate) = state.withLock { state in
            (state.deadlines.insert(deadline, action), state.wakesAt.map { deadline < $0 } ?? true)
        }
        if isTooLate { sleepAnew() }
        return ticket
    }

    /// Takes back a deadline that was met.
    func remove(_ ticket: Ticket) {
        state.withLock { $0.deadlines.remove(ticket) }
    }

    /// Replaces the sleeper by one that wakes in time for the earliest deadline.
    private func sleepAnew() {
        let old = state.withLock { state -> Task<Void, Never>? in
            guard let earliest = state.deadlines.earliest else { return nil }
            if let wakesAt = state.wakesAt, wakesAt <= earliest { return nil }
            let old = state.sleeper
            state.wakesAt = earliest
            state.sleeper = Task.detached(priority: .high) { await self.sleep(until: earliest) }
            return old
        }
        old?.cancel()
    }

    private func sleep(until first: Moment) async {
        var next = first
        while true {
            guard (try? await Task.sleep(until: next.instant, tolerance: .zero, clock: .continuous)) != nil else { return }
            while let action = state.withLock({ $0.deadlines.popDue(at: .now) }) { action() }
            let following = state.withLock { state -> Moment? in
                // Replaced meanwhile by one that wakes earlier.
                guard !Task.isCancelled else { return nil }
                state.wakesAt = state.deadlines.earliest
                if state.wakesAt == nil { state.sleeper = nil }
                return state.wakesAt
            }
            guard let following else { return }
            next = following
        }
    }
}
