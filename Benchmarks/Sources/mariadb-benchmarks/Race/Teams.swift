internal import BenchmarkReport
internal import Foundation

/// Everybody who takes part.
struct Teams {
    /// The C loop, ours, then the peers.
    let contestants: [Contestant]
    /// The peers that could not begin, and why.
    let failures: [String]

    /// The path of this program, which is ours and the C loops as well.
    static var program: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    static func start(socket: String, peers: [String]) async throws -> Teams {
        // A contestant that dies must be an error and not the end of all.
        signal(SIGPIPE, SIG_IGN)
        var contestants = [
            Contestant(.reference, command: [program, "contestant", "c", socket]),
            Contestant(.ours, command: [program, "contestant", "ours", socket]),
        ]
        for contestant in contestants { try await contestant.start() }
        var failures: [String] = []
        for peer in peers {
            let contestant = Contestant(.peer, command: [peer, socket])
            do {
                try await contestant.start()
                contestants.append(contestant)
            } catch {
                contestant.end()
                failures.append("\(URL(fileURLWithPath: peer).lastPathComponent): does not start: \(error)")
                Progress.tell("NOT MEASURED: " + (failures.last ?? ""))
            }
        }
        return Teams(contestants: contestants, failures: failures)
    }
}
