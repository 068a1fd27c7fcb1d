/// One line that a contestant writes (see `peers/README.md`).
public enum ContestantReply: Sendable, Hashable {
    /// Client and version.
    case name(String)
    /// It has this workload, in these ways.
    case can(workload: String, variants: [String])
    /// It waits for orders.
    case ready
    /// What it measured.
    case figure(Double)
    /// Why it did not.
    case failure(String)

    /// `nil` for a line that is none of these.
    public init?(line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        let rest = words.dropFirst().joined(separator: " ")
        switch (words.first, words.count) {
        case ("name", 2...): self = .name(rest)
        case ("can", 3...): self = .can(workload: String(words[1]), variants: words.dropFirst(2).map(String.init))
        case ("ready", 1): self = .ready
        case ("ok", 2):
            guard let figure = Double(words[1]), figure.isFinite, figure >= 0 else { return nil }
            self = .figure(figure)
        case ("error", _): self = .failure(rest.isEmpty ? "no reason given" : rest)
        default: return nil
        }
    }
}
