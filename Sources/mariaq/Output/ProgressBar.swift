import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A line on standard error that is redrawn while something takes its time. Off a terminal it does nothing.
struct ProgressBar {
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var lastDraw: ContinuousClock.Instant?
    /// How many bytes there are in all, if that is known.
    private let totalBytes: Int?

    init(totalBytes: Int?, environment: [String: String]) {
        self.totalBytes = totalBytes
        isShown = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    }

    /// Redraws the line, ten times a second at most.
    mutating func update(rows: Int, bytes: Int) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let lastDraw, now - lastDraw < .milliseconds(100) { return }
        lastDraw = now
        write("\r\u{1B}[K" + ProgressText(rows: rows, bytes: bytes, totalBytes: totalBytes, elapsed: now - start).text)
    }

    /// Takes the line away, and says what was done in its place.
    func end(_ text: String?) {
        guard isShown else { return }
        write("\r\u{1B}[K" + (text.map { $0 + "\n" } ?? ""))
    }

    /// What was done, with how long it took.
    func summary(_ text: String) -> String {
        "\(text) in \(ProgressText.seconds(ContinuousClock.now - start))"
    }

    private func write(_ text: String) {
        // Whoever can not see it misses nothing.
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }
}
