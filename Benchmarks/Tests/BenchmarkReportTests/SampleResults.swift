import BenchmarkReport

extension BenchmarkResults {
    /// Two groups, a peer that is ahead in one of them.
    static let sample = BenchmarkResults(
        date: "2026-11-25", machine: "A processor, 2 cores", versions: ["MariaDB 10.11", "peer 1.0"], options: ["--one-core"],
        leftOut: ["other: no network"],
        workloads: [
            WorkloadResult(
                name: "sequence", title: "SELECT 1 in sequence", group: "Small queries", unit: .microseconds, operations: 1000,
                rounds: 3,
                entrants: [
                    EntrantResult(
                        contestant: "C", variant: "-", role: .reference, figures: [20, 21, 22], reference: [20, 21, 22]),
                    EntrantResult(
                        contestant: "swift-mariadb", variant: "task", role: .ours, figures: [40, 42, 44],
                        reference: [20, 21, 22], aim: 1.9),
                    EntrantResult(
                        contestant: "peer", variant: "-", role: .peer, figures: [30, 31.5, 33], reference: [20, 21, 22]),
                ]),
            WorkloadResult(
                name: "memory-idle", title: "An idle connection <&>", group: "Memory", unit: .bytes, operations: 10, rounds: 1,
                entrants: [
                    EntrantResult(contestant: "swift-mariadb", variant: "-", role: .ours, figures: [1024], reference: []),
                    EntrantResult(contestant: "peer", variant: "text", role: .peer, figures: [4096], reference: []),
                ]),
        ])
}
