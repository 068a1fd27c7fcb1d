internal import Foundation

/// A file that people write, with a place in it that a program fills, so that no figure is ever typed by hand.
public struct MarkedText: Sendable {
    private let before, after: Substring

    /// The first line of the place.
    public static let begin = "<!-- benchmarks: written by scripts/bench --publish -->"
    /// The last line of the place.
    public static let end = "<!-- benchmarks: end -->"

    /// `nil` if the text has no such place.
    public init?(_ text: String) {
        guard let begin = text.range(of: Self.begin), let end = text.range(of: Self.end, range: begin.upperBound..<text.endIndex)
        else {
            return nil
        }
        before = text[..<begin.upperBound]
        after = text[end.lowerBound...]
    }

    /// The text with this in its place.
    public func filled(with content: String) -> String { before + "\n" + content + "\n" + after }
}
