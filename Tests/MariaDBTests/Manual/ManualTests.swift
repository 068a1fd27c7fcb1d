import Foundation
import Testing

@testable import MariaDB

@Suite("The manual's tables")
struct ManualTests {
    /// The names in the first columns of a page's tables.
    private func names(on page: String) throws -> Set<String> {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/MariaDB/MariaDB.docc/\(page).md").standardized
        let text = try String(contentsOf: file, encoding: .utf8)
        let cells = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap { $0.split(separator: "|").first }
        return Set(
            cells.flatMap { $0.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) } })
    }

    @Test("name all that is told of a connection and of a client, and nothing else")
    func observability() throws {
        let known =
            TelemetryKey.allCases.map(\.rawValue) + MetricName.allCases.map(\.rawValue)
            + MetricName.Label.allCases.map(\.rawValue)
        #expect(try names(on: "Observability") == Set(known))
    }

    @Test("name all options of a URL")
    func options() throws {
        #expect(try names(on: "Configuration").isSuperset(of: ConnectionOptions.names + ClientOptions.names))
    }
}
