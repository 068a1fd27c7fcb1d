/// How one way of doing a workload did.
public struct EntrantResult: Sendable, Hashable, Codable {
    /// On which side somebody stands.
    public enum Role: String, Sendable, Codable {
        /// The blocking C loop.
        case reference
        /// This library.
        case ours
        /// Another client.
        case peer
    }

    /// Who it is: `C`, `swift-mariadb`, `asyncmy`.
    public var contestant: String
    /// Which of its ways, or `-` if it has one.
    public var variant: String
    /// On which side it stands.
    public var role: Role
    /// The figures of the rounds in the workload's unit.
    public var median, smallest, largest: Double
    /// The median of the ratios to the C loop, round by round. `nil` if the C loop did not run.
    public var ratioToC: Double?
    /// The ratio that this library promises, if it does.
    public var aim: Double?

    /// Makes it from the figures of all rounds and those of the C loop.
    public init(contestant: String, variant: String, role: Role, figures: [Double], reference: [Double], aim: Double? = nil) {
        let statistics = Statistics(figures)
        self.contestant = contestant
        self.variant = variant
        self.role = role
        median = statistics.median
        smallest = statistics.smallest
        largest = statistics.largest
        ratioToC = Statistics.medianRatio(of: figures, to: reference)
        self.aim = aim
    }

    /// Who, and if it has several ways, which of them.
    public var label: String { variant == "-" ? contestant : "\(contestant), \(variant)" }
}
