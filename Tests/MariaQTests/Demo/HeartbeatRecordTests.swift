import Testing

@testable import mariaq

@Suite("Counting heartbeats")
struct HeartbeatRecordTests {
    private let start = ContinuousClock.now

    private func record(beatsAt milliseconds: [Int], endAt end: Int) -> HeartbeatRecord {
        var record = HeartbeatRecord(period: .milliseconds(10), start: start)
        for time in milliseconds { record.beat(at: start + .milliseconds(time)) }
        record.end(at: start + .milliseconds(end))
        return record
    }

    @Test("A beat may come up to a period late")
    func slightlyLate() {
        let record = record(beatsAt: [10, 29, 39, 40], endAt: 45)
        #expect(record.beats == 4)
        #expect(record.missed == 0)
        #expect(record.longestGap == .milliseconds(19))
    }

    @Test("A beat that comes a period late or more is missed, and so are those that were due meanwhile")
    func late() {
        // Due at 10, 20 and 30; the beat at 35 is the one of 30.
        let record = record(beatsAt: [35, 40], endAt: 41)
        #expect(record.beats == 2)
        #expect(record.missed == 2)
        #expect(record.longestGap == .milliseconds(35))
    }

    @Test("Beats that are overdue at the end are missed")
    func overdueAtTheEnd() {
        let record = record(beatsAt: [10], endAt: 250)
        #expect(record.missed == 23)
        #expect(record.longestGap == .milliseconds(240))
    }
}
