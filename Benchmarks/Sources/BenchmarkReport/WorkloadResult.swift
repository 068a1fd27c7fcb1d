/// How everybody did in one workload.
public struct WorkloadResult: Sendable, Hashable, Codable {
    /// Short and stable: what it is asked for by.
    public var name: String
    /// What is done, for people.
    public var title: String
    /// The chart in which it stands.
    public var group: String
    /// What the figures count.
    public var unit: Unit
    /// How many operations a round has.
    public var operations: Int
    /// How many rounds there were.
    public var rounds: Int
    /// The C loop first, if it ran.
    public var entrants: [EntrantResult]

    /// Each parameter is the property of its name.
    public init(
        name: String, title: String, group: String, unit: Unit, operations: Int, rounds: Int, entrants: [EntrantResult]
    ) {
        self.name = name
        self.title = title
        self.group = group
        self.unit = unit
        self.operations = operations
        self.rounds = rounds
        self.entrants = entrants
    }

    /// The best of ours, if any ran.
    public var ours: EntrantResult? { entrants.filter { $0.role == .ours }.min { $0.median < $1.median } }

    /// The peers that did better than the best of ours.
    public var ahead: [EntrantResult] {
        guard let ours else { return [] }
        return entrants.filter { $0.role == .peer && $0.median < ours.median }
    }
}
