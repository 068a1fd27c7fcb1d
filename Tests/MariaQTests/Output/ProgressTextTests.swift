import Testing

@testable import mariaq

@Suite("The text of a progress bar")
struct ProgressTextTests {
    @Test("says share, rows, bytes, rate and the time that is left")
    func whole() {
        let text = ProgressText(rows: 1_234_567, bytes: 30_000_000, totalBytes: 120_000_000, elapsed: .seconds(5)).text
        #expect(text == "[#####...............]  25%  1,234,567 rows  30.0 MB of 120.0 MB  246,913 rows/s  15.0 s left")
    }

    @Test("leaves out what is not known")
    func unknown() {
        #expect(ProgressText(rows: 0, bytes: 0, totalBytes: nil, elapsed: .zero).text == "0 rows  0 B")
        #expect(ProgressText(rows: 10, bytes: 999, totalBytes: 0, elapsed: .zero).text == "10 rows  999 B of 0 B")
        #expect(
            ProgressText(rows: 1_000, bytes: 5_000, totalBytes: nil, elapsed: .seconds(2)).text
                == "1,000 rows  5.0 kB  500 rows/s")
    }

    @Test("writes long times in minutes and hours")
    func times() {
        #expect(ProgressText.seconds(.milliseconds(1_250)) == "1.3 s")
        #expect(ProgressText.seconds(.seconds(125)) == "2 min 5 s")
        #expect(ProgressText.seconds(.seconds(7_260)) == "2 h 1 min")
    }

    @Test("finds lines of rows again")
    func rowLines() {
        var lines = RowLines()
        for line in [2, 3, 4, 7, 8, 10] { lines.append(line) }
        #expect((0...7).map { lines.line(ofRow: $0) } == [nil, 2, 3, 4, 7, 8, 10, nil])
        #expect(RowLines().line(ofRow: 1) == nil)
    }
}
