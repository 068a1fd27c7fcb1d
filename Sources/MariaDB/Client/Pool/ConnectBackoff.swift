/// How long to leave a server alone that takes no connection: 250 ms after the first failure, doubled up to a second, and up to
/// a third more by chance. So there are fewer than 5 tries a second while it is down, and at most 1.3 s pass until it is noticed
/// that it is back.
struct ConnectBackoff {
    private static let first = Duration.milliseconds(250)
    private static let longest = Duration.seconds(1)

    private var chance: Chance
    /// Attempts that have failed since one succeeded.
    private(set) var failures = 0
    /// Attempts that have ever failed.
    private(set) var allFailures = 0
    /// No attempt begins before this.
    private(set) var notBefore: Moment?

    init(_ chance: Chance) {
        self.chance = chance
    }

    var isFailing: Bool { failures > 0 }

    mutating func failed(at now: Moment) {
        failures += 1
        allFailures += 1
        let delay = min(Self.first * (1 << min(failures - 1, 8)), Self.longest)
        notBefore = now + delay + delay * (chance.next() / 3)
    }

    /// An attempt has succeeded that began when `allFailures` was `failuresBefore`.
    ///
    /// If another one has failed meanwhile, it says nothing about those to come: a server that has room for one more lets in one
    /// of four that ask at the same time.
    mutating func succeeded(failuresBefore: Int) {
        guard failuresBefore == allFailures else { return }
        failures = 0
        notBefore = nil
    }

    func allows(_ now: Moment) -> Bool {
        notBefore.map { $0 <= now } ?? true
    }
}
