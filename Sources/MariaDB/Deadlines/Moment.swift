/// A moment of `ContinuousClock`, in a size that is known when this is compiled.
///
/// That of the clock's own `Instant` is known only when the program runs, so each one that an asynchronous function holds is
/// allocated apart: for a short statement a tenth of all that the client does.
struct Moment: Comparable, Sendable {
    private static let reference = ContinuousClock.now

    private let sinceReference: Duration

    private init(sinceReference: Duration) {
        self.sinceReference = sinceReference
    }

    // Never inlined: an `Instant` on the way would be allocated in the caller's place.
    @inline(never)
    init(_ instant: ContinuousClock.Instant) {
        sinceReference = Self.reference.duration(to: instant)
    }

    static var now: Moment { Moment(.now) }

    var instant: ContinuousClock.Instant { Self.reference + sinceReference }

    func duration(to other: Moment) -> Duration {
        other.sinceReference - sinceReference
    }

    static func + (moment: Moment, duration: Duration) -> Moment {
        Moment(sinceReference: moment.sinceReference + duration)
    }

    static func < (one: Moment, other: Moment) -> Bool {
        one.sinceReference < other.sinceReference
    }
}
