import StateLocks

/// A task on Swift's own threads that does next to nothing, as often as it can be relied upon: what a server's other requests
/// would feel.
enum Heartbeat {
    static let milliseconds = 10

    /// Runs the body with a heart beating beside it.
    ///
    /// - Parameter onBeat: Called with each beat.
    /// - Returns: What the body returned, how long it took, and how the heart did meanwhile.
    static func beside<Value>(
        onBeat: @escaping @Sendable (HeartbeatRecord) -> Void, _ body: () async throws -> Value
    ) async throws -> (Value, Duration, HeartbeatRecord) {
        let heart = Heart(start: .now)
        let begin = ContinuousClock.now
        let task = Task.detached {
            while !Task.isCancelled {
                try await Task.sleep(until: heart.due, tolerance: .zero, clock: .continuous)
                onBeat(heart.beat())
            }
        }
        defer { task.cancel() }
        let value = try await body()
        return (value, begin.duration(to: .now), heart.end())
    }
}

private final class Heart: Sendable {
    private let record: Lock<HeartbeatRecord>

    init(start: ContinuousClock.Instant) {
        record = Lock(HeartbeatRecord(period: .milliseconds(Heartbeat.milliseconds), start: start))
    }

    var due: ContinuousClock.Instant { record.withLock(\.due) }

    func beat() -> HeartbeatRecord {
        record.withLock { record in
            record.beat(at: .now)
            return record
        }
    }

    func end() -> HeartbeatRecord {
        record.withLock { record in
            record.end(at: .now)
            return record
        }
    }
}
