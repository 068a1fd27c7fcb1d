/// What a workload's figures count.
public enum Unit: String, Sendable, Codable {
    /// Time for each operation.
    case microseconds
    /// Memory.
    case bytes

    /// For people: `31.5 µs`, `1.28 s`, `34.2 MiB`.
    public func text(_ figure: Double) -> String {
        let steps: [(Double, String)] =
            switch self {
            case .microseconds: [(1_000_000, "s"), (1000, "ms"), (1, "µs")]
            case .bytes: [(1024 * 1024, "MiB"), (1024, "KiB")]
            }
        for (size, name) in steps where abs(figure) >= size { return Self.threeDigits(figure / size) + " " + name }
        return switch self {
        case .microseconds: Self.threeDigits(figure * 1000) + " ns"
        case .bytes: Self.threeDigits(figure) + " B"
        }
    }

    static func threeDigits(_ value: Double) -> String {
        value.fixed(abs(value) >= 99.95 ? 0 : abs(value) >= 9.995 ? 1 : 2)
    }
}

extension Double {
    /// With so many decimals; `-` if it is no number.
    public func fixed(_ digits: Int) -> String {
        guard isFinite, abs(self) < 1e15 else { return "-" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(self) * Double(scale)).rounded())
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + String(scaled) }
        let fraction = String(scaled % scale)
        return sign + "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
