/// The text of an option file such as `my.cnf`, taken apart as the server and its clients do it (MariaDB manual, "Configuring MariaDB
/// with Option Files"; `mysys/my_default.c`).
struct OptionFile: Equatable {
    enum Entry: Equatable {
        /// `[name]`
        case group(String)
        /// `name = value`, or a name alone. The name has hyphens for underscores.
        case option(name: String, value: String?)
        /// `!include path`
        case include(String)
        /// `!includedir path`
        case includeFolder(String)
    }

    /// What stands in the file, each with the number of its line.
    private(set) var entries: [(line: Int, entry: Entry)] = []

    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`. Its message has no value in it.
    init(_ text: String, path: String) throws(MariaDBError) {
        var hasGroup = false
        var number = 0
        // By scalars: a carriage return and a line feed are one character, but two of these.
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            do throws(Problem) {
                guard let entry = try Self.entry(Self.trimmed(line)) else { continue }
                if case .group = entry { hasGroup = true }
                if case .option = entry, !hasGroup { throw Problem(text: "an option stands before the first [group]") }
                entries.append((number, entry))
            } catch {
                throw Self.invalid(path, line: number, error.text)
            }
        }
    }

    static func == (one: OptionFile, other: OptionFile) -> Bool {
        one.entries.elementsEqual(other.entries) { $0 == $1 }
    }

    /// An error that names the place and never the value.
    static func invalid(_ path: String, line: Int? = nil, _ problem: String) -> MariaDBError {
        let place = line.map { "\(path):\($0)" } ?? path
        return MariaDBError(code: .invalidConfiguration, message: "the option file \(place) can not be used: \(problem)")
    }
}

// MARK: Lines

extension OptionFile {
    private typealias Text = Substring.UnicodeScalarView

    private struct Problem: Error {
        let text: String
    }

    private static func entry(_ line: Text) throws(Problem) -> Entry? {
        switch line.first {
        case nil, "#", ";": return nil
        case "!": return try directive(line.dropFirst())
        case "[": return .group(try group(line.dropFirst()))
        default: return try option(withoutComment(line))
        }
    }

    private static func directive(_ line: Text) throws(Problem) -> Entry {
        let word = line.prefix { !isSpace($0) }
        let path = String(trimmed(line.dropFirst(word.count)))
        guard !path.isEmpty else { throw Problem(text: "a path is missing behind !\(String(word))") }
        switch String(word) {
        case "include": return .include(path)
        case "includedir": return .includeFolder(path)
        default: throw Problem(text: "there are !include and !includedir, and nothing else with a '!'")
        }
    }

    private static func group(_ line: Text) throws(Problem) -> String {
        guard let end = line.firstIndex(of: "]") else { throw Problem(text: "the ']' of a group is missing") }
        return String(trimmed(line[..<end]))
    }

    private static func option(_ line: Text) throws(Problem) -> Entry {
        let name = trimmed(line.prefix { $0 != "=" })
        guard !name.isEmpty, !name.contains(where: isSpace) else { throw Problem(text: "it is no option; write name=value") }
        var spelled = String(name).split(separator: "_", omittingEmptySubsequences: false).joined(separator: "-")
        // An option that others may not know; here unknown ones are no error anyway.
        if spelled.hasPrefix("loose-") { spelled.removeFirst("loose-".count) }
        guard let equals = line.firstIndex(of: "=") else { return .option(name: spelled, value: nil) }
        return .option(name: spelled, value: unescaped(unquoted(trimmed(line[line.index(after: equals)...]))))
    }

    /// A `#` begins a comment also behind an option, unless it stands in quotes.
    private static func withoutComment(_ line: Text) -> Text {
        var quote: Unicode.Scalar?
        var isEscaped = false
        for index in line.indices {
            let scalar = line[index]
            if scalar == "#", quote == nil { return trimmed(line[..<index]) }
            if scalar == "'" || scalar == "\"", !isEscaped {
                if quote == nil {
                    quote = scalar
                } else if quote == scalar {
                    quote = nil
                }
            }
            isEscaped = quote != nil && scalar == "\\" && !isEscaped
        }
        return line
    }

    private static func unquoted(_ value: Text) -> Text {
        guard value.count >= 2, let first = value.first, first == "'" || first == "\"", value.last == first else { return value }
        return value.dropFirst().dropLast()
    }

    /// A backslash before any other character stands for itself.
    private static func unescaped(_ value: Text) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in value {
            guard isEscaped else {
                if scalar == "\\" { isEscaped = true } else { result.append(scalar) }
                continue
            }
            isEscaped = false
            if let character = escapes[scalar] {
                result.append(character)
            } else {
                result.append("\\")
                result.append(scalar)
            }
        }
        if isEscaped { result.append("\\") }
        return String(result)
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "s": " ", "\"": "\"", "'": "'", "\\": "\\",
    ]

    private static func trimmed(_ text: Text) -> Text {
        let start = text.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return start.prefix(0) }
        return start[...last]
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || ("\t"..."\r").contains(scalar)
    }
}
