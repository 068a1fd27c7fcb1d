#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension MariaDBServer {
    /// The process of `mariadbd`, to send it signals such as SIGSTOP. After the server has ended, the last one it had; the
    /// number may then belong to another process, so look at ``isRunning`` first.
    public var processIdentifier: Int32 {
        supervisor.state.processIdentifier
    }

    /// Whether the server's process is running. It may be so briefly after it has died.
    public var isRunning: Bool {
        if case .running = supervisor.state.phase { true } else { false }
    }

    /// Kills the server with SIGKILL, as a crash would, and waits until it is gone. Its folder stays.
    ///
    /// Does nothing if it is not running. ``restart()`` starts it again.
    public func kill() async {
        supervisor.signal(SIGKILL)
        await supervisor.serverExit()
    }

    /// Asks the server with SIGTERM to shut down, and waits until it is gone. Its folder stays.
    ///
    /// An idle server needs about 20 ms. Does nothing if it is not running. ``restart()`` starts it again.
    ///
    /// - Parameter limit: How long the server may take; then it is killed. 10 seconds unless set.
    public func terminate(within limit: Duration = .seconds(10)) async {
        supervisor.signal(SIGTERM)
        let escalation = Task { [supervisor] in
            try await Task.sleep(for: limit)
            supervisor.signal(SIGKILL)
        }
        await supervisor.serverExit()
        escalation.cancel()
    }

    /// Freezes the server with SIGSTOP: its sockets stay open, it takes connections and answers nothing, as a machine that hangs.
    ///
    /// Returns when it stands still; on macOS, shortly before. Does nothing if it is not running. ``resume()`` lets it go on.
    public func pause() async {
        supervisor.signal(SIGSTOP)
        // On a busy machine the signal is taken late, and until then a thread may still answer.
        while isRunning, isGoingOn { try? await Task.sleep(for: .milliseconds(1)) }
    }

    /// Whether any thread of the server has not been stopped by a signal.
    private var isGoingOn: Bool {
        let threads = "/proc/\(processIdentifier)/task"
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: threads)) ?? []
        return numbers.contains { number in
            // 4711 (the name of the program) T …
            let status = try? String(contentsOfFile: "\(threads)/\(number)/stat", encoding: .utf8)
            return status.map { $0.split(separator: ") ").last?.first != "T" } ?? false
        }
    }

    /// Lets a server go on that was frozen by ``pause()``.
    public func resume() {
        supervisor.signal(SIGCONT)
    }

    /// Starts the server again on the same data, socket and port; shuts it down first if it is running.
    ///
    /// Returns when it answers. After ``kill()`` it recovers what was committed, as after a crash.
    ///
    /// - Throws: ``MariaDBServerError`` if it does not start, or has been stopped.
    public func restart() async throws {
        await terminate()
        guard supervisor.state.phase != .gone else {
            throw MariaDBServerError(.stopped, "The server in \(folder) was stopped and its data is gone: start a new one.")
        }
        supervisor.startServer(port: port)
        try await Self.waitUntilReady(supervisor, in: serverFolder, within: options.startTimeout)
    }

    /// Ends the server and removes its folder. Returns when both are gone; further calls do no harm.
    ///
    /// Only for servers from ``start(_:)``; ``withServer(_:_:)`` does it by itself.
    public func stop() async {
        await supervisor.stop()
    }

    /// The last lines of the server's log, which is also what it said before it died.
    ///
    /// Reads the log whole. Empty if there is none, as after the end of the server's scope.
    ///
    /// - Parameter lines: How many lines to give at most. 20 unless set.
    public func logTail(lines: Int = 20) -> String {
        serverFolder.logTail(lines: lines)
    }
}

extension ServerFolder {
    /// The last lines of the log, without a line feed at the end.
    func logTail(lines: Int) -> String {
        guard lines > 0, let contents = FileManager.default.contents(atPath: log) else { return "" }
        return contents.split(separator: UInt8(ascii: "\n")).suffix(lines).map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: "\n")
    }
}
