/// Lets workloads take turns. The first one is the one that the others are compared with.
struct Race {
    let rounds: Int
    let operations: Int

    @concurrent
    func run(_ workloads: [Workload]) async throws -> Report {
        var times = [[Double]](repeating: [], count: workloads.count)
        for workload in workloads { _ = try await workload.run(operations / 10 + 1) }
        for round in 0..<rounds {
            // Everybody is first once, so that nobody always runs behind the same neighbour.
            for turn in workloads.indices {
                let index = (turn + round) % workloads.count
                let elapsed = try await workloads[index].run(operations)
                times[index].append(elapsed / .microseconds(1) / Double(operations))
            }
        }
        return Report(workloads: workloads, times: times)
    }
}
