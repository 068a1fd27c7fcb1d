/// Does a job once when many ask for it at the same time: the later ones wait for the first one's result, or its error.
///
/// What is finished is forgotten, so a failure can be tried again.
actor SingleFlight<Value: Sendable> {
    private var jobs: [String: Task<Value, any Error>] = [:]

    /// The result of the job of this name. The job goes on when its first caller is cancelled, because others wait for it.
    func value(of name: String, _ make: @escaping @concurrent @Sendable () async throws -> Value) async throws -> Value {
        if let job = jobs[name] { return try await job.value }
        let job = Task {
            defer { jobs[name] = nil }
            return try await make()
        }
        jobs[name] = job
        return try await job.value
    }
}
