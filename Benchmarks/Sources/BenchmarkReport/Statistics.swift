/// The middle and the ends of the figures of all rounds.
public struct Statistics: Sendable, Hashable {
    /// The middle one, or the mean of the two in the middle; 0 of nothing.
    public let median: Double
    /// The smallest; 0 of nothing.
    public let smallest: Double
    /// The largest; 0 of nothing.
    public let largest: Double

    /// Looks at the figures.
    public init(_ figures: [Double]) {
        let sorted = figures.sorted()
        smallest = sorted.first ?? 0
        largest = sorted.last ?? 0
        let middle = sorted.count / 2
        if sorted.isEmpty {
            median = 0
        } else {
            median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        }
    }

    /// The median of the ratios of each round, which a machine that slows down for a while does not move. `nil` if there is nothing
    /// to divide by.
    public static func medianRatio(of figures: [Double], to reference: [Double]) -> Double? {
        let ratios = zip(figures, reference).filter { $0.1 > 0 }.map { $0 / $1 }
        return ratios.isEmpty ? nil : Statistics(ratios).median
    }
}
