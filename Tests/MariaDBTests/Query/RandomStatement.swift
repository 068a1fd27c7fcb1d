@testable import MariaDB

/// A sequence of tokens whose placeholders are known, because they were put there.
struct RandomStatement {
    /// With a `?` for each placeholder.
    private(set) var sql = "SELECT 1"
    /// The same with `:n1` for each placeholder, and without `?` elsewhere changed.
    private(set) var named = "SELECT 1"
    private(set) var placeholders = 0

    init(dialect: SQLDialect, using random: inout some RandomNumberGenerator) {
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            if Int.random(in: 0..<3, using: &random) == 0 {
                placeholders += 1
                sql += ", ?"
                named += ", :n1"
            } else {
                let token = Self.token(dialect, &random)
                sql += token
                named += token
            }
        }
    }

    private static func token(_ dialect: SQLDialect, _ random: inout some RandomNumberGenerator) -> String {
        let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            ["?", ":n1", "'", "\"", "`", "\\", "--", "#", "/", " ", "é"].randomElement(using: &random)!
        }.joined()
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return ", " + quoted(text, "'", escapes: dialect.escapesInSingleQuotes)
        case 1: return ", " + quoted(text, "\"", escapes: dialect.escapesInDoubleQuotes)
        case 2: return " AS " + quoted("x" + text + "x", "`", escapes: false)
        case 3: return " /* " + text + " */"
        case 4: return " -- " + text + "\n"
        case 5: return "#" + text + "\n"
        default: return " /*! + 1 */"
        }
    }

    private static func quoted(_ text: String, _ quote: Character, escapes: Bool) -> String {
        let inner = text.map { character in
            switch character {
            case quote: "\(quote)\(quote)"
            case "\\" where escapes: "\\\\"
            default: String(character)
            }
        }
        return "\(quote)\(inner.joined())\(quote)"
    }
}

/// Random numbers that are the same in every run (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
