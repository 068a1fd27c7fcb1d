import StateLocks
import SystemPackage

/// Prints the demo: lines, and on a terminal one line at the bottom that is redrawn.
final class Stage: Sendable {
    let terminal: Terminal

    private struct State {
        var scenes = 0
        var hasProgress = false
    }
    private let state = Lock(State())

    init(terminal: Terminal) {
        self.terminal = terminal
    }

    func title(_ text: String) throws(OutputError) {
        try line(terminal.bold(text))
    }

    /// Begins the next part.
    func scene(_ text: String) throws(OutputError) {
        let number = state.withLock { state in
            state.scenes += 1
            return state.scenes
        }
        try line("\n" + terminal.bold("\(number). \(text)"))
    }

    /// A line of code; what it gives comes below it.
    func code(_ text: String) throws(OutputError) {
        for piece in text.split(separator: "\n") { try line(terminal.dim("   | \(piece)")) }
    }

    func say(_ text: String) throws(OutputError) {
        for piece in text.split(separator: "\n") { try line("   \(piece)") }
    }

    func table(_ result: ResultTable) throws {
        var text = ""
        try TableFormatter().format(result) { text += $0 }
        try say(text)
    }

    /// Redraws the bottom line. Off a terminal it does nothing.
    func progress(_ text: String) {
        guard terminal.isInteractive else { return }
        state.withLock { state in
            state.hasProgress = true
            // Whoever can not see it misses nothing.
            try? write("\r\u{1B}[K   \(text)")
        }
    }

    private func line(_ text: String) throws(OutputError) {
        try state.withLock { state throws(OutputError) in
            try write((state.hasProgress ? "\r\u{1B}[K" : "") + text + "\n")
            state.hasProgress = false
        }
    }

    private func write(_ text: String) throws(OutputError) {
        do {
            try FileDescriptor.standardOutput.writeAll(text.utf8)
        } catch {
            throw OutputError(error as? Errno)
        }
    }
}
