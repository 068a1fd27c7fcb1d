/// How far something is, in words: rows, bytes, rate, and how long it will take.
struct ProgressText {
    let rows: Int
    let bytes: Int
    let totalBytes: Int?
    let elapsed: Duration

    private static let barWidth = 20

    var text: String {
        var parts: [String] = []
        if let share { parts.append(bar(share)) }
        parts.append("\(Self.grouped(rows)) rows")
        parts.append(totalBytes.map { "\(Self.size(bytes)) of \(Self.size($0))" } ?? Self.size(bytes))
        if seconds >= 0.1 { parts.append("\(Self.grouped(Int(Double(rows) / seconds))) rows/s") }
        if let left { parts.append("\(Self.seconds(.seconds(left))) left") }
        return parts.joined(separator: "  ")
    }

    private var seconds: Double { elapsed / .seconds(1) }

    private var share: Double? {
        guard let totalBytes, totalBytes > 0 else { return nil }
        return min(1, Double(bytes) / Double(totalBytes))
    }

    /// In seconds; not told in the beginning, when nobody knows.
    private var left: Double? {
        guard let share, share > 0.01, seconds > 0.5 else { return nil }
        return seconds / share - seconds
    }

    private func bar(_ share: Double) -> String {
        let full = Int(share * Double(Self.barWidth))
        let percent = "\(Int(share * 100))%"
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: Self.barWidth - full) + "] "
            + String(repeating: " ", count: 4 - percent.count) + percent
    }

    /// 1234567 is "1,234,567".
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// Bytes in the largest unit that leaves a number above 1.
    static func size(_ bytes: Int) -> String {
        var (value, unit) = (Double(bytes), 0)
        let units = ["B", "kB", "MB", "GB", "TB"]
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\(tenths(value)) \(units[unit])"
    }

    static func seconds(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        if seconds < 60 { return "\(tenths(seconds)) s" }
        let whole = Int(seconds.rounded())
        return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
