import ArgumentParser
import MariaDB
import MariaDBTesting

/// The command was called wrongly, in a way that only shows when it runs.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}

/// How a command ends that did not do what it was asked for.
enum Failure {
    /// What a shell reports for a program that SIGPIPE has ended, which is what becomes of others whose reader has gone.
    static let closedPipe = ExitCode(128 + 13)

    /// Runs a command and turns what it throws into one line on standard error and an exit status.
    static func reporting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch OutputError.closed {
            throw closedPipe
        } catch let interruption as Interruption {
            if !(interruption.reason is CancellationError) { Message.print(text(for: interruption.reason)) }
            Interruption.end(by: interruption.signalNumber)
        } catch let error as UsageError {
            Message.print(error.description)
            throw ExitCode.validationFailure
        } catch {
            Message.print(text(for: error))
            throw ExitCode.failure
        }
    }

    /// What was wrong, without the password: the library's own errors hold none.
    static func text(for error: any Error) -> String {
        switch error {
        // Its description goes on with the log, over many lines.
        case let error as MariaDBServerError: error.message
        case is CancellationError: "cancelled"
        default: "\(error)"
        }
    }
}
