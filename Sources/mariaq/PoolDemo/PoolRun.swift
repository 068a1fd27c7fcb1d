import BlockingExecutors
import MariaDB

/// Many tasks on the connections of one client, measured.
struct PoolRun {
    /// The library has given somebody the answer of another. It never does; but a demo that would not notice proves nothing.
    struct WrongAnswers: Error, CustomStringConvertible {
        let number: Int
        var description: String { "\(number) tasks got another task's answer" }
    }

    let tasks: Int
    let time: Duration
    let wrongAnswers: Int
    /// How long each task took from its beginning to its answer, the shortest first.
    let latencies: [Duration]
    /// The client's, at the end.
    let snapshot: MariaDBClient.Snapshot
    /// How many threads the client has needed.
    let threads: Int

    /// How long the server takes for each answer, in milliseconds.
    private static let milliseconds = 20

    init(_ configuration: MariaDBConfiguration, tasks: Int, connections: Int, _ stage: Stage) async throws {
        var pooled = MariaDBClient.Configuration(configuration)
        pooled.maximumConnections = connections
        // The last one waits for all before it.
        pooled.acquireTimeout = .seconds(600)
        let threads = MariaDBThreads(
            queries: BlockingThreadPool(.init(name: "pool-demo", maximumThreads: connections)),
            connects: MariaDBThreads.shared.connects
        )
        let client = MariaDBClient(pooled, threads: threads)
        do {
            let begin = ContinuousClock.now
            let answers = try await Self.answers(of: client, tasks, threads, stage)
            time = begin.duration(to: .now)
            snapshot = client.snapshot()
            self.threads = threads.queries.snapshot().threadsStarted
            self.tasks = tasks
            wrongAnswers = answers.count { !$0.isRight }
            latencies = answers.map(\.latency).sorted()
        } catch {
            await Self.end(client, threads)
            throw error
        }
        await Self.end(client, threads)
    }

    private static func end(_ client: MariaDBClient, _ threads: MariaDBThreads) async {
        await client.shutdown()
        await threads.queries.shutdown()
    }

    private static func answers(
        of client: MariaDBClient, _ tasks: Int, _ threads: MariaDBThreads, _ stage: Stage
    ) async throws -> [Answer] {
        let begin = ContinuousClock.now
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            for number in 0..<tasks {
                group.addTask {
                    let start = ContinuousClock.now
                    let answer = try await client.fetchOne(
                        "SELECT \(number) + 0 * SLEEP(\(unsafeSQL: "0.0\(milliseconds)"))", as: Int.self)
                    return Answer(isRight: answer == number, latency: start.duration(to: .now))
                }
            }
            group.addTask {
                while (try? await Task.sleep(for: .milliseconds(100))) != nil {
                    let line = PoolLine(client.snapshot(), threads: threads.queries.snapshot().threads, since: begin)
                    stage.progress(line.text)
                }
                return nil
            }
            var answers: [Answer] = []
            while answers.count < tasks, let answer = try await group.next() {
                if let answer { answers.append(answer) }
            }
            group.cancelAll()
            return answers
        }
    }

    private struct Answer {
        let isRight: Bool
        let latency: Duration
    }
}

extension PoolRun {
    /// What came of it, in a few lines.
    var summary: [String] {
        let least = Duration.milliseconds(Self.milliseconds * tasks / max(1, snapshot.maximum))
        let right = wrongAnswers == 0 ? "each got its own answer" : "\(wrongAnswers) got another's answer"
        return [
            "\(ProgressText.grouped(tasks)) tasks in \(Time.text(time)), and \(right).",
            "The server alone takes \(Time.text(least)) for that with \(snapshot.maximum) connections.",
            "From a task's beginning to its answer: \(latency(0)) to \(latency(1)), half within \(latency(0.5)).",
            "\(ProgressText.grouped(snapshot.waited)) waited for a connection, \(snapshot.timeouts) in vain; "
                + "\(snapshot.connected) connections were made, and \(threads) threads started.",
        ]
    }

    /// The time within which a share of the tasks had their answer.
    private func latency(_ share: Double) -> String {
        guard !latencies.isEmpty else { return "-" }
        return Time.text(latencies[Int(Double(latencies.count - 1) * share)])
    }
}
