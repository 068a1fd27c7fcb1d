import Foundation
import MariaDB

/// The last scene: the same queries in three ways, with a heart beating beside them.
struct ConcurrencyScene {
    let configuration: MariaDBConfiguration
    let stage: Stage

    func play() async throws {
        // As Swift counts: also the processors that this process may not use.
        let processors = ProcessInfo.processInfo.processorCount
        let count = CityQuery.cities.count
        try stage.scene("\(count) queries that take \(CityQuery.seconds) s each, in three ways")
        try stage.say(
            """
            Each asks when the clocks of a city change next, beside a SLEEP(\(CityQuery.seconds)) at the server.
            Connections are opened before the clock starts. Swift has \(processors) threads of its own here.
            A heart beats every \(Heartbeat.milliseconds) ms in a task on those threads; a beat is missed if it has not
            come \(Heartbeat.milliseconds) ms after it was due. "Pool threads" were started by the library's pool for the queries,
            "blocked" is how many of Swift's threads were blocked at once.
            """
        )
        try stage.code(
            """
            (a) for city in cities { try await nextChange(in: city, over: connection) }
            (b) for (city, connection) in zip(cities, connections) {
                    group.addTask { try await nextChange(in: city, over: connection) }
                }
            (c) as (b), but each task blocks its thread with a semaphore until it has the answer,
                as it would inside a blocking C call
            """
        )
        var runs: [ConcurrencyRun] = []
        for way in ConcurrencyRun.Way.allCases {
            let run = try await ConcurrencyRun(way, configuration, stage)
            runs.append(run)
            try stage.say("\(way.title): \(Time.text(run.time))")
        }
        try stage.table(Self.table(runs))
        for line in Self.verdict(runs, processors: processors) { try stage.say(line) }
    }

    static func table(_ runs: [ConcurrencyRun]) -> ResultTable {
        let numbers = ["time", "beats", "missed", "longest gap", "pool threads", "blocked"]
        return ResultTable(
            columns: [.init(name: "way", isNumeric: false)] + numbers.map { .init(name: $0, isNumeric: true) },
            rows: runs.map { run in
                [
                    .text(run.way.title), .number(Time.text(run.time)), .number(String(run.heart.beats)),
                    .number(String(run.heart.missed)), .number(Time.text(run.heart.longestGap)),
                    .number(String(run.poolThreads)), .number(String(run.blockedThreads)),
                ]
            }
        )
    }

    static func verdict(_ runs: [ConcurrencyRun], processors: Int) -> [String] {
        guard runs.count == 3 else { return [] }
        let (one, all, wrong) = (runs[0].time / CityQuery.cities.count, runs[1], runs[2])
        let beats = all.heart.missed == 0 ? "not a heartbeat missed" : "\(all.heart.missed) heartbeats missed"
        var lines = [
            "(b) took \(Time.fixed(all.time / one, 2)) times as long as one query, with \(beats):",
            "    \(all.poolThreads) threads of the pool waited for the server, and Swift's own were free.",
            "(c) took \(Time.fixed(wrong.time / one, 1)) times as long as one query, and the heart stood still for "
                + "\(Time.text(wrong.heart.longestGap)).",
            "\(all.citiesWithChange) of the \(CityQuery.cities.count) cities will change their clocks again.",
        ]
        if all.heart.missed > 0, runs[0].heart.missed > 0 {
            lines.append("(a) missed \(runs[0].heart.missed) as well, with next to nothing to do: this machine is busy.")
        }
        if processors >= CityQuery.cities.count {
            lines.append("Here Swift has a thread for each query of (c), so they do not stop it; \(processors + 1) would.")
        }
        return lines
    }
}
