internal import ArgumentParser
internal import BenchmarkReport
internal import Foundation

/// Writes results into the manual and the README.
struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Writes tables and charts of results into the manual and the README.")

    @Option(help: "The results of a run.")
    var from = "results.json"

    @Option(help: "The folder of the package whose manual and README are written.")
    var root: String

    mutating func run() throws {
        let results = try BenchmarkResults(json: Data(contentsOf: URL(fileURLWithPath: from)))
        let manual = root + "/Sources/MariaDB/MariaDB.docc"
        for group in results.groups {
            let chart = BarChart(title: group.name, workloads: group.workloads)
            let file = "\(manual)/Charts/\(Self.chartName(group.name))"
            try FileManager.default.createDirectory(atPath: manual + "/Charts", withIntermediateDirectories: true)
            try chart.svg(.light).write(toFile: file + ".svg", atomically: true, encoding: .utf8)
            // The name by which DocC finds the picture for dark pages.
            try chart.svg(.dark).write(toFile: file + "~dark.svg", atomically: true, encoding: .utf8)
        }
        try fill(manual + "/Benchmarks.md", with: results.markdown { "![\($0)](\(Self.chartName($0)).svg)" })
        try fill(root + "/README.md", with: results.aimsMarkdown)
    }

    private static func chartName(_ group: String) -> String {
        "benchmark-" + group.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    }

    private func fill(_ path: String, with content: String) throws {
        guard let text = MarkedText(try String(contentsOfFile: path, encoding: .utf8)) else {
            throw BenchmarkError(description: "\(path) has no lines '\(MarkedText.begin)' and '\(MarkedText.end)'")
        }
        try text.filled(with: content).write(toFile: path, atomically: true, encoding: .utf8)
    }
}
