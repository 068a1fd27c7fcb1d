extension WorkloadResult {
    /// For a terminal: a heading and a line for each entrant.
    public var text: String {
        let table = TextTable(
            header: ["", "median", "min", "max", "× C", "aim"],
            rows: entrants.map { entrant in
                [
                    entrant.label, unit.text(entrant.median), unit.text(entrant.smallest), unit.text(entrant.largest),
                    entrant.ratioToC.map { $0.fixed(2) } ?? "", entrant.aim.map { "≤ " + $0.fixed(2) } ?? "",
                ]
            })
        return "\(title)  [\(name), \(rounds) round\(rounds == 1 ? "" : "s") of \(operations.grouped)]\n" + table.plain(indent: 2)
    }
}

extension BenchmarkResults {
    /// Everything, for the manual: a table for each group.
    public func markdown(chart: (String) -> String?) -> String {
        let sections = groups.map { group in
            var parts = ["## \(group.name)"]
            if let chart = chart(group.name) { parts.append(chart) }
            parts.append(Self.table(of: group.workloads).markdown)
            return parts.joined(separator: "\n\n")
        }
        return ([conditions] + sections + [whoIsAhead]).joined(separator: "\n\n")
    }

    /// What this library promises and what it measured, for the README.
    public var aimsMarkdown: String {
        let rows = workloads.flatMap { workload in
            workload.entrants.filter { $0.role == .ours && $0.aim != nil }.map { entrant in
                [
                    "\(workload.title): \(entrant.variant)", entrant.ratioToC?.fixed(2) ?? "-", entrant.aim?.fixed(2) ?? "",
                    workload.unit.text(entrant.median),
                    workload.bestPeer.map { "\($0.contestant) \(workload.unit.text($0.median))" } ?? "-",
                ]
            }
        }
        let table = TextTable(header: ["workload", "× C", "aim", "ours", "best peer"], rows: rows)
        return [conditions, table.markdown, whoIsAhead].joined(separator: "\n\n")
    }

    /// When, where, with what.
    var conditions: String {
        var lines = ["\(date), \(machine). \(versions.joined(separator: "; ")). Repeat it with `\(command)`."]
        if !leftOut.isEmpty { lines.append("Not measured: \(leftOut.joined(separator: "; ")).") }
        return lines.joined(separator: " ")
    }

    var whoIsAhead: String {
        let lines = workloads.compactMap { workload -> String? in
            guard let ours = workload.ours, !workload.ahead.isEmpty else { return nil }
            let names = workload.ahead.map { "\($0.label) (\(workload.unit.text($0.median)))" }.joined(separator: ", ")
            return "- \(workload.title): \(names), against our \(workload.unit.text(ours.median))."
        }
        return lines.isEmpty
            ? "No peer was ahead of ours in this run." : "Peers ahead of ours:\n\n" + lines.joined(separator: "\n")
    }

    private static func table(of workloads: [WorkloadResult]) -> TextTable {
        let rows = workloads.flatMap { workload in
            workload.entrants.enumerated().map { position, entrant in
                [
                    position == 0 ? workload.title : "", entrant.label, workload.unit.text(entrant.median),
                    "\(workload.unit.text(entrant.smallest)) – \(workload.unit.text(entrant.largest))",
                    entrant.ratioToC.map { $0.fixed(2) } ?? "", entrant.aim.map { "≤ " + $0.fixed(2) } ?? "",
                ]
            }
        }
        return TextTable(header: ["workload", "who", "median", "spread", "× C", "aim"], rows: rows)
    }
}

extension WorkloadResult {
    /// The fastest or smallest of the peers.
    public var bestPeer: EntrantResult? { entrants.filter { $0.role == .peer }.min { $0.median < $1.median } }
}

extension Int {
    /// With commas between the thousands.
    var grouped: String {
        var digits = String(magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
