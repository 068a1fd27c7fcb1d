import BenchmarkReport
import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

struct BarChartTests {
    private let chart = BarChart(title: "Small \"queries\"", workloads: BenchmarkResults.sample.workloads)

    @Test(arguments: [false, true])
    func `A chart is well-formed XML whatever the labels are`(dark: Bool) {
        let parser = XMLParser(data: Data(chart.svg(dark ? .dark : .light).utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }

    @Test func `The longest bar of each workload has the same length, and the others their share of it`() {
        let widths = chart.svg(.light).split(separator: "\n").filter { $0.hasPrefix("<rect") }.map { line in
            line.split(separator: " ").first { $0.hasPrefix("width=") }.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
        #expect(widths.count == 5)
        #expect(widths[1] == widths[4])
        #expect(widths[0] * 2 == widths[1])
    }

    /// "swift-mariadb, client.withConnection" lacked its first letter.
    @Test func `A label has room before its bar however long it is`() {
        var workload = BenchmarkResults.sample.workloads[0]
        workload.entrants[0].contestant = "a-client"
        workload.entrants[0].variant = String(repeating: "w", count: 50)
        let svg = BarChart(title: "", workloads: [workload]).svg(.light)
        let starts = svg.split(separator: "\n").filter { $0.hasPrefix("<rect") }.map { line in
            line.split(separator: " ").first { $0.hasPrefix("x=") }.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
        #expect(!starts.isEmpty && starts.allSatisfy { $0 > 60 * 8 })
    }

    @Test func `Each bar says its figure and its ratio to C`() {
        #expect(chart.svg(.light).contains(">42.0 µs (2.00 × C)</text>"))
        #expect(chart.svg(.light).contains(">1.00 KiB</text>"))
    }
}
