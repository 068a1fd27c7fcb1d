/// Takes passwords of database URLs out of text that is not ours, such as what the argument parser repeats of its arguments.
enum URLRedaction {
    /// Replaces everything from the first `://` to the last `@`: too much is better than too little.
    static func redact(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://"),
            let at = text.lastIndex(of: "@"),
            at >= scheme.upperBound
        else { return text }
        return text[..<scheme.upperBound] + "***" + text[at...]
    }
}
