import Testing

/// Cancels a task, waits for its `CancellationError`, and says how long that took.
func cancelling<Value: Sendable>(_ task: Task<Value, any Error>) async throws -> Duration {
    let start = ContinuousClock.now
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    return start.duration(to: .now)
}
