#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a file descriptor leads to, and how to write there.
struct Terminal {
    /// Whether a person is looking: lines can be redrawn.
    let isInteractive: Bool
    /// Whether text can be bold and dim: on a terminal, unless `NO_COLOR` is set (no-color.org).
    let hasStyles: Bool

    init(isInteractive: Bool, hasStyles: Bool) {
        self.isInteractive = isInteractive
        self.hasStyles = hasStyles
    }

    /// Standard output.
    init(environment: [String: String]) {
        isInteractive = isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
        hasStyles = isInteractive && environment["NO_COLOR", default: ""].isEmpty
    }

    func bold(_ text: String) -> String { styled(text, 1) }

    func dim(_ text: String) -> String { styled(text, 2) }

    private func styled(_ text: String, _ code: Int) -> String {
        hasStyles ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
