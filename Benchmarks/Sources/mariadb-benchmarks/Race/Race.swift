internal import BenchmarkReport

/// Lets everybody do one workload in turn.
struct Race {
    let workload: Workload
    let rounds: Int
    let stage: Stage

    private struct Entrant {
        let contestant: Contestant
        let variant: String
        var figures: [Double] = []
        var failure: String?

        var label: String { variant == "-" ? contestant.name : "\(contestant.name), \(variant)" }
    }

    /// Returns the result, `nil` if there is none, and who failed and why.
    @concurrent
    func run(_ contestants: [Contestant]) async -> (WorkloadResult?, failures: [String]) {
        var entrants = contestants.flatMap { contestant in
            (contestant.variants[workload.name] ?? []).map { Entrant(contestant: contestant, variant: $0) }
        }
        guard !entrants.isEmpty else { return (nil, []) }
        do {
            try workload.placement.apply(clients: contestants.map(\.processIdentifier), server: stage.server)
        } catch {
            let failure = "\(workload.label): \(error)"
            Progress.tell("NOT MEASURED: \(failure)")
            return (nil, [failure])
        }
        for index in entrants.indices where !workload.startsFresh {
            await take(&entrants[index], scale: workload.warmUpScale, keep: false)
        }
        for round in 0..<rounds {
            // Everybody is first once, so that nobody always runs behind the same neighbour.
            for turn in entrants.indices { await take(&entrants[(turn + round) % entrants.count], scale: 1, keep: true) }
        }
        return (
            result(entrants),
            entrants.compactMap { entrant in entrant.failure.map { "\(workload.label) with \(entrant.label): \($0)" } }
        )
    }

    private func take(_ entrant: inout Entrant, scale: Int, keep: Bool) async {
        guard entrant.failure == nil else { return }
        do {
            try await stage.prepare(workload)
            if workload.startsFresh { try await entrant.contestant.start() }
            let figure = try await entrant.contestant.run(workload, entrant.variant, scale: scale)
            try await stage.verify(workload, scale: scale)
            // A thousand connections that stay would leave none for the next one.
            if workload.startsFresh { try await entrant.contestant.start() }
            if keep { entrant.figures.append(figure / workload.divisor) }
        } catch {
            entrant.failure = String(describing: error)
            Progress.tell("NOT MEASURED: \(workload.label) with \(entrant.label): \(error)")
            // What is left of a run that failed must not disturb the next one.
            try? await entrant.contestant.start()
        }
    }

    private func result(_ entrants: [Entrant]) -> WorkloadResult {
        let ran = entrants.filter { $0.failure == nil }
        let reference = ran.first { $0.contestant.role == .reference }?.figures ?? []
        return WorkloadResult(
            name: workload.label, title: workload.title, group: workload.group, unit: workload.unit,
            operations: workload.operations,
            rounds: rounds,
            entrants: ran.map { entrant in
                EntrantResult(
                    contestant: entrant.contestant.name, variant: entrant.variant, role: entrant.contestant.role,
                    figures: entrant.figures,
                    reference: reference, aim: entrant.contestant.role == .ours ? workload.aims[entrant.variant] : nil)
            })
    }
}
