/// Splits SQL text whose statements each end with a semicolon at the end of a line, as the tools that write SQL do.
enum StatementSplitter {
    /// The statements without their semicolons. Not for SQL by hand: a text or a comment may not have a semicolon at the end
    /// of a line.
    static func split(_ script: [UInt8]) -> [String] {
        var statements: [String] = []
        var start = script.startIndex
        for index in script.indices where script[index] == UInt8(ascii: "\n") {
            guard index > start, script[index - 1] == UInt8(ascii: ";") else { continue }
            append(script[start..<index - 1], to: &statements)
            start = index + 1
        }
        append(script[start...], to: &statements)
        return statements
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to statements: inout [String]) {
        let isBlank = bytes.allSatisfy { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }
        if !isBlank { statements.append(String(decoding: bytes, as: UTF8.self)) }
    }
}
