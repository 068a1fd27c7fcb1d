/// On which line of a file the rows began that were sent. Only what is not simply the next line is kept.
struct RowLines {
    private struct Step {
        let row: Int
        let line: Int
    }

    /// So much is kept; what comes later is not known any more.
    private static let maximumSteps = 100_000

    private var steps: [Step] = []
    private var rowCount = 0
    private var lastLine = 0
    private var knownRows = Int.max

    /// Another row was sent.
    mutating func append(_ line: Int) {
        rowCount += 1
        if line != lastLine + 1 || steps.isEmpty {
            if steps.count < Self.maximumSteps {
                steps.append(Step(row: rowCount, line: line))
            } else {
                knownRows = min(knownRows, rowCount - 1)
            }
        }
        lastLine = line
    }

    /// The line of a row.
    ///
    /// - Parameter row: Counted from 1, as the server does.
    func line(ofRow row: Int) -> Int? {
        guard 1...max(1, rowCount) ~= row, row <= knownRows, let step = steps.last(where: { $0.row <= row }) else { return nil }
        return step.line + row - step.row
    }
}
