/// Durations for people.
enum Time {
    /// `0.26 s`, and `4.2 ms` below a tenth of a second.
    static func text(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        return seconds < 0.1 ? "\(fixed(seconds * 1000, 1)) ms" : "\(fixed(seconds, 2)) s"
    }

    static func text(since begin: ContinuousClock.Instant) -> String {
        text(begin.duration(to: .now))
    }

    /// A number above zero with a fixed number of digits behind the point.
    static func fixed(_ number: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = String(Int((number * scale).rounded()))
        let padded = String(repeating: "0", count: max(0, digits + 1 - scaled.count)) + scaled
        return "\(padded.dropLast(digits)).\(padded.suffix(digits))"
    }
}
