/// The beats of a heartbeat, of which those that were late are kept.
struct HeartbeatRecord: Sendable {
    /// A beat that came when the next was due already, or later.
    struct Late: Sendable {
        var due: ContinuousClock.Instant
        var came: ContinuousClock.Instant
        var lateness: Duration { due.duration(to: came) }
    }

    private(set) var count = 0
    private(set) var latest = Duration.zero
    private(set) var late: [Late] = []

    /// Notes a beat.
    mutating func beat(due: ContinuousClock.Instant, at came: ContinuousClock.Instant) {
        let beat = Late(due: due, came: came)
        count += 1
        latest = max(latest, beat.lateness)
        if beat.lateness >= Heartbeat.interval { late.append(beat) }
    }

    /// The late beats that nothing explains: the control's were on time all the while, so a thread was to be had.
    ///
    /// - Parameter tolerance: How much later than the control's a beat may be. The way from a timer to a task is two threads longer than
    ///   that of a thread that sleeps.
    func missed(beside control: HeartbeatRecord, tolerance: Duration) -> [Late] {
        late.filter { beat in
            let excuse = control.late.filter { $0.due < beat.came && beat.due < $0.came }.map(\.lateness).reduce(.zero, +)
            return beat.lateness - excuse >= tolerance
        }
    }
}
