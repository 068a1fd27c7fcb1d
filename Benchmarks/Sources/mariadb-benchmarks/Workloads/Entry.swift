/// One way of ours or of the C loops to do a workload.
struct Entry: Sendable {
    let workload: String
    let variant: String
    /// Gets how many operations and how many connections; returns the figure: nanoseconds, or bytes where memory is measured.
    let run: @Sendable (Int, Int) async throws -> Int

    init(_ workload: String, _ variant: String = "-", run: @escaping @Sendable (Int, Int) async throws -> Int) {
        self.workload = workload
        self.variant = variant
        self.run = run
    }
}

/// How many nanoseconds the work took.
func timed(_ work: () throws -> Void) rethrows -> Int {
    Int(try ContinuousClock().measure(work) / .nanoseconds(1))
}

/// How many nanoseconds the work took.
func timed(_ work: () async throws -> Void) async rethrows -> Int {
    Int(try await ContinuousClock().measure(work) / .nanoseconds(1))
}

/// The operations of one of several connections.
func share(_ operations: Int, _ connections: Int, _ index: Int) -> Range<Int> {
    (operations * index / connections)..<(operations * (index + 1) / connections)
}
