import Foundation
import StateLocks

/// A beat every 10 ms on Swift's own threads: if something blocks those, it comes late. Beside it beats a plain thread, which nothing
/// of Swift's can hold up: where that is late as well, the machine had no time for us.
final class Heartbeat: Sendable {
    /// The time between two beats.
    static let interval = Duration.milliseconds(10)

    private let control = Control()
    private let swift: Task<HeartbeatRecord, Never>

    init() {
        swift = Task.detached {
            var record = HeartbeatRecord()
            while !Task.isCancelled {
                let due = ContinuousClock.now + Self.interval
                try? await Task.sleep(until: due, tolerance: .zero, clock: .continuous)
                record.beat(due: due, at: .now)
            }
            return record
        }
        Thread.detachNewThread { [control] in
            while control.beats.withLock({ $0 != nil }) {
                let due = ContinuousClock.now + Self.interval
                Thread.sleep(forTimeInterval: 0.01)
                control.beats.withLock { $0?.beat(due: due, at: .now) }
            }
        }
    }

    /// Ends the beats and tells of them.
    func stop() async -> (swift: HeartbeatRecord, control: HeartbeatRecord) {
        swift.cancel()
        let beats = await swift.value
        let control = control.beats.withLock { beats in
            defer { beats = nil }
            return beats
        }
        return (beats, control ?? HeartbeatRecord())
    }

    /// The plain thread's beats, until they are taken.
    private final class Control: Sendable {
        let beats = Lock<HeartbeatRecord?>(HeartbeatRecord())
    }
}
