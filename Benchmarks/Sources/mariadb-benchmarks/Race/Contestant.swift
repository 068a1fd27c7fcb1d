internal import BenchmarkReport
internal import BlockingExecutors
internal import Foundation

/// A program that speaks the protocol of `peers/README.md`, as a child of this one.
///
/// `@unchecked Sendable`: the race asks its contestants one after another, each from one task.
final class Contestant: @unchecked Sendable {
    let role: EntrantResult.Role
    /// Client and versions, as it says.
    private(set) var title = ""
    private(set) var variants: [String: [String]] = [:]

    private let command: [String]
    private var process = Process()
    private var input = Pipe()
    private var lines = LineReader(descriptor: -1)

    private static let readers = BlockingThreadPool(.init(name: "bench-read", maximumThreads: 2))

    init(_ role: EntrantResult.Role, command: [String]) {
        self.role = role
        self.command = command
    }

    var processIdentifier: Int32 { process.processIdentifier }

    /// The client without its versions.
    var name: String {
        switch role {
        case .reference: "C"
        case .ours: "swift-mariadb"
        case .peer: title.split(separator: " ").first.map(String.init) ?? title
        }
    }

    /// Starts the program, or another one in its place, and reads its greeting.
    func start() async throws {
        end()
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Ours would keep the pipe open when the child has died.
        try? output.fileHandleForWriting.close()
        (self.process, self.input) = (process, input)
        lines = LineReader(output.fileHandleForReading)
        variants = [:]
        while true {
            switch try await reply(within: .seconds(60)) {
            case .name(let text): title = text
            case .can(let workload, let names): variants[workload] = names
            case .ready: return
            case .failure(let text): throw BenchmarkError(description: text)
            case .figure: throw BenchmarkError(description: "a figure before it was asked for")
            }
        }
    }

    /// Does a workload once.
    func run(_ workload: Workload, _ variant: String, scale: Int = 1) async throws -> Double {
        let operations = max(1, workload.operations / scale)
        let order = "run \(workload.name) \(variant) \(operations) \(workload.connections)\n"
        try input.fileHandleForWriting.write(contentsOf: Data(order.utf8))
        switch try await reply(within: .seconds(300)) {
        case .figure(let figure): return figure
        case .failure(let text): throw BenchmarkError(description: text)
        case let other: throw BenchmarkError(description: "\(other) instead of a figure")
        }
    }

    private func reply(within timeout: Duration) async throws -> ContestantReply {
        let lines = lines
        let line = try await Self.readers.run { try lines.next(within: timeout) }
        guard let reply = ContestantReply(line: line) else { throw BenchmarkError(description: "it said '\(line.prefix(200))'") }
        return reply
    }

    /// Ends the program, which leaves by itself when nobody speaks to it any more; if it does not, it is killed.
    func end() {
        guard process.isRunning else { return }
        try? input.fileHandleForWriting.close()
        for _ in 0..<100 where process.isRunning { usleep(10_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}
