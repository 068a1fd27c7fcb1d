import BlockingExecutors

/// A beat every 10 ms on Swift's own threads: if something blocks those, it comes late.
final class Heartbeat: Sendable {
    struct Record: Sendable {
        var count = 0
        var longestGap = Duration.zero
    }

    private let task: Task<Record, Never>

    init() {
        task = Task.detached {
            var record = Record()
            var last = ContinuousClock.now
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(10))
                let now = ContinuousClock.now
                record.count += 1
                record.longestGap = max(record.longestGap, last.duration(to: now))
                last = now
            }
            return record
        }
    }

    /// Ends the beats and tells of them.
    func stop() async -> Record {
        task.cancel()
        return await task.value
    }
}
