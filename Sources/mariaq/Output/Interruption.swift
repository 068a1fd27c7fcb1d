import Dispatch
import StateLocks

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What ended a command from outside: Ctrl-C, or SIGTERM.
struct Interruption: Error {
    let signalNumber: Int32
    /// How the work ended that was cancelled.
    let reason: any Error

    /// How long the work may take to stop its statement and to leave.
    private static let patience = DispatchTimeInterval.seconds(1)

    /// Runs work that a signal cancels, so that its statement does not go on at the server. A second signal ends the process at once;
    /// so does the first if the work does not end, as when it writes to a pipe that nobody reads.
    ///
    /// - Throws: ``Interruption`` for work that was cancelled, or what it threw.
    static func cancelling(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        let received = Lock<Int32?>(nil)
        let sources = [SIGINT, SIGTERM].map { number in
            watch(number) {
                let isFirst = received.withLock { received in
                    defer { received = received ?? number }
                    return received == nil
                }
                guard isFirst else { end(by: number) }
                task.cancel()
                DispatchQueue.global().asyncAfter(deadline: .now() + patience) { end(by: number) }
            }
        }
        defer { for source in sources { source.cancel() } }
        do {
            try await task.value
        } catch {
            throw received.withLock(\.self).map { Interruption(signalNumber: $0, reason: error) } ?? error
        }
    }

    private static func watch(_ number: Int32, _ onSignal: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        // The source is told of it all the same.
        _ = signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: onSignal)
        source.resume()
        return source
    }

    /// Ends the process as if nobody had watched the signal: that is what who started it is told.
    static func end(by number: Int32) -> Never {
        _ = signal(number, SIG_DFL)
        _ = kill(getpid(), number)
        // Another thread may be the one that gets the signal, a moment later.
        sleep(10)
        exit(128 + number)
    }
}
