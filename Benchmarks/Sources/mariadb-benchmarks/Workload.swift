/// One way to do the work that is compared.
struct Workload: Sendable {
    /// Short and stable: what the JSON lines are found by.
    let name: String
    /// The ratio to the C loop that this library promises, if it promises one.
    let aim: Double?
    /// Does the work so many times.
    let run: @Sendable (Int) async throws -> Void
}
