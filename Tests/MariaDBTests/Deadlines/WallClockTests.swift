import Foundation
import Testing

/// Somebody sets the time, by an hour or by a second at midnight: no time-out may become longer or shorter by that.
@Suite("The wall clock")
struct WallClockTests {
    @Test("is asked by no code that waits", arguments: ["MariaDB", "BlockingExecutors"])
    func isNotAsked(module: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: "Sources").appending(path: module)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var count = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            count += 1
            // Darwin's conditions know no other clock.
            guard file.lastPathComponent != "ThreadMailbox.swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for name in [
                "CLOCK_REALTIME", "gettimeofday", "Date.now", " Date()", "DispatchWallTime", "time(nil)", "clock_gettime",
            ] {
                #expect(!text.contains(name), "\(file.lastPathComponent) asks the wall clock: \(name)")
            }
        }
        #expect(count > 10)
    }
}
