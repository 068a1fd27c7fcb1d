import BlockingExecutors
import Dispatch
import StateLocks

/// The wrong way to call something that takes its time: it waits on the thread it is called on. Inside a task that is one of
/// Swift's own threads, of which there are as many as processors, just as with a blocking C call.
final class BlockingWait: Sendable {
    /// Where the work goes that is waited for: it could not run on the threads that are blocked.
    private let pool: BlockingThreadPool
    private let waiting = Lock((now: 0, most: 0))

    init(on pool: BlockingThreadPool) {
        self.pool = pool
    }

    /// How many threads were blocked at the same time, at most.
    var mostBlockedThreads: Int { waiting.withLock(\.most) }

    func value<Value: Sendable>(of work: @escaping @Sendable () async throws -> Value) throws -> Value {
        waiting.withLock { count in
            count.now += 1
            count.most = max(count.most, count.now)
        }
        defer { waiting.withLock { $0.now -= 1 } }
        let outcome = Outcome<Value>()
        let isDone = DispatchSemaphore(value: 0)
        Task(executorPreference: pool) {
            do { outcome.set(.success(try await work())) } catch { outcome.set(.failure(error)) }
            isDone.signal()
        }
        isDone.wait()
        guard let result = outcome.get() else { throw CancellationError() }
        return try result.get()
    }
}

private final class Outcome<Value: Sendable>: Sendable {
    private let result = Lock<Result<Value, any Error>?>(nil)

    func set(_ newValue: Result<Value, any Error>) { result.withLock { $0 = newValue } }

    func get() -> Result<Value, any Error>? { result.withLock(\.self) }
}
