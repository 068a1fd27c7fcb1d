/// A time-out in a form whose size is known when a caller is compiled. `Duration` may become another in another version of Swift's
/// library, so each step that hands one on would look up its size and allocate room for it, also where there is none.
struct TimeLimit: Sendable, Hashable {
    private let microseconds: Int64

    /// At most a century; what is not above zero is one microsecond.
    init(_ duration: Duration) {
        microseconds = Int64(max(1, min(duration, MariaDBDeadline.longest) / .microseconds(1)))
    }

    var duration: Duration { .microseconds(microseconds) }
}
