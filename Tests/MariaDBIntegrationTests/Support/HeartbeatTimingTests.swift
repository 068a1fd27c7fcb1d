import Foundation
import Testing

@Suite("The heartbeat that runs beside other tests", .serialized)
struct HeartbeatTimingTests {
    @Test("misses beats when Swift's own threads are blocked, and none when nothing is")
    func blocked() async throws {
        let heartbeat = Heartbeat()
        try await Task.sleep(for: .milliseconds(100))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount * 2 {
                group.addTask { Self.block(for: 0.3) }
            }
        }
        let (beats, control) = await heartbeat.stop()
        #expect(!beats.missed(beside: control, tolerance: HeartbeatTrait.tolerance).isEmpty)
        let quiet = Heartbeat()
        try await Task.sleep(for: .milliseconds(500))
        let (others, beside) = await quiet.stop()
        #expect(others.count > 10 && beside.count > 10)
        #expect(others.missed(beside: beside, tolerance: HeartbeatTrait.tolerance).isEmpty)
    }

    private static func block(for seconds: TimeInterval) {
        Thread.sleep(forTimeInterval: seconds)
    }
}
