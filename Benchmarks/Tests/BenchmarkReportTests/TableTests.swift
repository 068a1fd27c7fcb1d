import BenchmarkReport
import Testing

struct TableTests {
    @Test func `A terminal gets columns, the first one to the left`() {
        let table = TextTable(header: ["", "µs"], rows: [["long name", "1"], ["b", "100"]])
        #expect(
            table.plain(indent: 2) == """
                              µs
                  long name    1
                  b          100
                """)
    }

    @Test func `A workload is shown with its name, rounds, ratios and aims`() {
        #expect(
            BenchmarkResults.sample.workloads[0].text == """
                SELECT 1 in sequence  [sequence, 3 rounds of 1,000]
                                        median      min      max   × C     aim
                  C                    21.0 µs  20.0 µs  22.0 µs  1.00
                  swift-mariadb, task  42.0 µs  40.0 µs  44.0 µs  2.00  ≤ 1.90
                  peer                 31.5 µs  30.0 µs  33.0 µs  1.50
                """)
    }

    @Test func `The manual is told the conditions, every figure, who is missing and who is ahead`() {
        let text = BenchmarkResults.sample.markdown { "![\($0)](x.svg)" }
        for part in [
            "2026-11-25, A processor, 2 cores. MariaDB 10.11; peer 1.0. Repeat it with `scripts/bench --one-core`.",
            "Not measured: other: no network.", "## Small queries\n\n![Small queries](x.svg)\n\n| workload | who |",
            "| SELECT 1 in sequence | C | 21.0 µs | 20.0 µs – 22.0 µs | 1.00 |  |",
            "|  | swift-mariadb, task | 42.0 µs | 40.0 µs – 44.0 µs | 2.00 | ≤ 1.90 |", "## Memory",
            "Peers ahead of ours:\n\n- SELECT 1 in sequence: peer (31.5 µs), against our 42.0 µs.",
        ] {
            #expect(text.contains(part), "\(part) is missing in \(text)")
        }
    }

    @Test func `The README is told what was promised`() {
        let text = BenchmarkResults.sample.aimsMarkdown
        #expect(text.contains("| SELECT 1 in sequence: task | 2.00 | 1.90 | 42.0 µs | peer 31.5 µs |"))
        #expect(!text.contains("An idle connection"))
    }
}
