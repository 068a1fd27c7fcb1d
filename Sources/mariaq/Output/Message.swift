import SystemPackage

/// Lines on standard error.
enum Message {
    /// Prints one line, whatever is in the text.
    static func print(_ text: String) {
        // If nobody reads it, there is nobody to tell.
        _ = try? FileDescriptor.standardError.writeAll("mariaq: \(VisibleText.line(text))\n".utf8)
    }
}
