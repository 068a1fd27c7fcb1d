internal import ArgumentParser
internal import BenchmarkReport
internal import MariaDB

/// Our client or the C loops, as a contestant: the same protocol as that of the peers.
struct ContestantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contestant", abstract: "Speaks the protocol of peers/README.md on the standard input and output.")

    enum Side: String, ExpressibleByArgument {
        case ours, c
    }

    @Argument(help: "Whose workloads to run: ours or c.")
    var side: Side

    @Argument(help: "The socket of the server.")
    var socket: String

    mutating func run() async throws {
        switch side {
        case .ours:
            let configuration = MariaDBConfiguration(unixSocket: socket, user: "root", database: "bench")
            await Self.serve("swift-mariadb", OwnWorkloads.all(configuration))
        case .c:
            await Self.serve("C loop, Connector/C \(CLoopConnection.libraryVersion)", try CWorkloads.all(socket: socket))
        }
    }

    private static func serve(_ name: String, _ entries: [Entry]) async {
        print("name", name)
        var seen: Set<String> = []
        for entry in entries where seen.insert(entry.workload).inserted {
            print("can", entry.workload, entries.filter { $0.workload == entry.workload }.map(\.variant).joined(separator: " "))
        }
        say("ready")
        while let line = readLine() { say(await answer(line, entries)) }
    }

    private static func answer(_ line: String, _ entries: [Entry]) async -> String {
        let words = line.split(separator: " ")
        guard words.count == 5, words[0] == "run", let operations = Int(words[3]), let connections = Int(words[4]) else {
            return "error expected: run WORKLOAD VARIANT OPERATIONS CONNECTIONS"
        }
        guard let entry = entries.first(where: { $0.workload == words[1] && $0.variant == words[2] }) else {
            return "error unknown workload \(words[1]) \(words[2])"
        }
        do {
            return "ok \(try await entry.run(operations, connections))"
        } catch {
            return "error " + String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        }
    }

    private static func say(_ line: String) {
        print(line)
        Progress.flush()
    }
}
