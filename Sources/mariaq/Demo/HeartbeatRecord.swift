/// Counts heartbeats. A beat is due every period; it is missed if it has not come one full period after it was due.
struct HeartbeatRecord: Sendable, Equatable {
    let period: Duration

    private(set) var beats = 0
    private(set) var missed = 0
    /// The longest time between two beats that follow each other.
    private(set) var longestGap = Duration.zero
    /// When the next beat is due.
    private(set) var due: ContinuousClock.Instant
    private var last: ContinuousClock.Instant

    init(period: Duration, start: ContinuousClock.Instant) {
        self.period = period
        due = start + period
        last = start
    }

    /// A beat has come. The beats that have become late by a whole period are not caught up with.
    mutating func beat(at now: ContinuousClock.Instant) {
        beats += 1
        settle(now)
        due += period
    }

    /// Counting ends, perhaps while a beat is late.
    mutating func end(at now: ContinuousClock.Instant) {
        settle(now)
    }

    private mutating func settle(_ now: ContinuousClock.Instant) {
        let late = max(0, Int(due.duration(to: now) / period))
        missed += late
        due += period * late
        longestGap = max(longestGap, last.duration(to: now))
        last = now
    }
}
