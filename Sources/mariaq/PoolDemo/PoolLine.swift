import MariaDB

/// A client's snapshot as one line.
struct PoolLine {
    let text: String

    private static let barWidth = 16

    init(
        _ snapshot: MariaDBClient.Snapshot, threads: Int, since begin: ContinuousClock.Instant,
        at now: ContinuousClock.Instant = .now
    ) {
        let share = Double(snapshot.inUse) / Double(max(1, snapshot.maximum))
        let full = Int((share * Double(Self.barWidth)).rounded())
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: Self.barWidth - full)
        var parts = [
            Time.text(begin.duration(to: now)), "[\(bar)] \(snapshot.inUse) of \(snapshot.maximum) in use",
            "\(snapshot.idle) idle",
        ]
        if snapshot.connecting > 0 { parts.append("\(snapshot.connecting) connecting") }
        parts += [
            "\(ProgressText.grouped(snapshot.waiting)) waiting", "\(ProgressText.grouped(snapshot.acquired)) served",
            "\(threads) threads",
        ]
        text = parts.joined(separator: "  ")
    }
}
