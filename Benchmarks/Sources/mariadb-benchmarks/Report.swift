/// Medians, spread, and the ratio to the first workload, round by round.
struct Report {
    struct Line {
        let name: String
        let aim: Double?
        let median: Double
        let fastest: Double
        let slowest: Double
        /// The median of the ratios of each round, which a machine that slows down for a while does not move.
        let ratio: Double
    }

    let lines: [Line]

    init(workloads: [Workload], times: [[Double]]) {
        lines = zip(workloads, times).map { workload, times1 in
            let ratios = zip(times1, times[0]).map { $0 / $1 }
            return Line(
                name: workload.name,
                aim: workload.aim,
                median: Self.median(times1),
                fastest: times1.min() ?? 0,
                slowest: times1.max() ?? 0,
                ratio: Self.median(ratios)
            )
        }
    }

    /// For people.
    var table: String {
        let header = ["workload", "median µs", "min", "max", "ratio to C", "aim"]
        let rows = lines.map { line in
            [
                line.name, Self.fixed(line.median, 1), Self.fixed(line.fastest, 1), Self.fixed(line.slowest, 1),
                Self.fixed(line.ratio, 2), line.aim.map { "≤ " + Self.fixed($0, 2) } ?? "",
            ]
        }
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        return ([header] + rows).map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// For programs: one object a line.
    var jsonLines: String {
        lines.map { line in
            let aim = line.aim.map { Self.fixed($0, 2) } ?? "null"
            return """
                {"name":"\(line.name)","ratio":\(Self.fixed(line.ratio, 3)),"aim":\(aim),\
                "median_us":\(Self.fixed(line.median, 2)),"min_us":\(Self.fixed(line.fastest, 2)),\
                "max_us":\(Self.fixed(line.slowest, 2))}
                """
        }.joined(separator: "\n")
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
