/// Takes passwords of database URLs out of text that is not ours, such as what the argument parser repeats of its arguments.
enum URLRedaction {
    /// Replaces everything from the first `://` to the last `@`, too much being better than too little, and the passphrase of a key.
    static func redact(_ text: String) -> String {
        redactPassphrases(redactPassword(text))
    }

    private static func redactPassword(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://"),
            let at = text.lastIndex(of: "@"),
            at >= scheme.upperBound
        else { return text }
        return text[..<scheme.upperBound] + "***" + text[at...]
    }

    private static func redactPassphrases(_ text: String) -> String {
        var (redacted, rest) = ("", text[...])
        while let option = rest.firstRange(of: "tls-key-passphrase=") {
            redacted += rest[..<option.upperBound] + "***"
            rest = rest[option.upperBound...].drop { !"& \t\n\r'\"".contains($0) }
        }
        return redacted + rest
    }
}
