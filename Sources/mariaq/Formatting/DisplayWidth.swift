/// How many columns of a terminal a text takes.
///
/// Counted by user-perceived characters, as terminals that know Unicode do: East Asian wide characters and emoji take two
/// columns, combining marks and joiners none, and an emoji made of several takes two in all. Terminals that add up the parts of
/// such an emoji will show it wider.
enum DisplayWidth {
    /// The columns of a text without control characters.
    static func of(_ text: String) -> Int {
        // Latin letters need no look-up, and most results have nothing else: the combining marks begin at U+0300.
        let scalars = text.unicodeScalars
        if scalars.allSatisfy({ $0.value < 0x300 }) { return scalars.count }
        return text.reduce(0) { $0 + of($1) }
    }

    private static func of(_ character: Character) -> Int {
        var width = 0
        var isFirst = true
        var isJoined = false
        for scalar in character.unicodeScalars {
            switch scalar {
            case "\u{200D}":
                isJoined = true
            case "\u{FE0F}" where isFirst == false && width == 1 && character.startsWithEmoji:
                // Asks for the picture where the text form would be narrow.
                width = 2
            case _ where isJoined || (!isFirst && scalar.properties.isEmojiModifier):
                // Becomes part of the picture before it.
                isJoined = false
            default:
                width += of(scalar)
            }
            isFirst = false
        }
        return width
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if isZeroWidth(scalar) { return 0 }
        return isWide(scalar) ? 2 : 1
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        // Terminals show the soft hyphen, a format character.
        guard scalar.value >= 0x300 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return true
        // The vowels and finals of Hangul that join the syllable before them.
        default: return (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value)
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard let first = wideRanges.first, scalar.value >= first.lowerBound else { return false }
        // Two of these letters make a flag, which takes two columns.
        let isFlagLetter = (0x1F1E6...0x1F1FF).contains(scalar.value)
        if scalar.properties.isEmojiPresentation { return !isFlagLetter }
        return wideRanges.contains { $0.contains(scalar.value) }
    }

    /// East Asian Width W and F of Unicode 15.1 without emoji, whose property Swift knows; ranges between which nothing but
    /// unassigned characters and emoji lie are joined. Printed by Python's `unicodedata.east_asian_width`.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}

extension Character {
    fileprivate var startsWithEmoji: Bool {
        unicodeScalars.first?.properties.isEmoji ?? false
    }
}
