/// One way to do the work that is compared.
struct Workload: Sendable {
    /// Short and stable: what the JSON lines are found by.
    let name: String
    /// The ratio to the C loop that this library promises, if it promises one.
    let aim: Double?
    /// Does the work so many times and tells how long that took, without what stands before and after it, such as connecting.
    let run: @Sendable (Int) async throws -> Duration
}

/// How long the work took.
func timed(_ work: () throws -> Void) rethrows -> Duration {
    try ContinuousClock().measure(work)
}

/// How long the work took.
func timed(_ work: () async throws -> Void) async rethrows -> Duration {
    try await ContinuousClock().measure(work)
}
