import Testing

@Suite("The record of a heartbeat")
struct HeartbeatRecordTests {
    private let start = ContinuousClock.now

    /// Beats that are due every 10 ms, with how late each is.
    private func record(_ milliseconds: [Int]) -> HeartbeatRecord {
        var (record, due) = (HeartbeatRecord(), start)
        for late in milliseconds {
            due += .milliseconds(10)
            record.beat(due: due, at: due + .milliseconds(late))
            due += .milliseconds(late)
        }
        return record
    }

    @Test("counts a late beat as missed if the plain thread's were on time")
    func missed() {
        let beats = record([1, 0, 80, 2])
        #expect(beats.count == 4 && beats.latest == .milliseconds(80) && beats.late.count == 1)
        #expect(beats.missed(beside: record(Array(repeating: 1, count: 12)), tolerance: .milliseconds(50)).count == 1)
    }

    @Test("excuses a late beat by as much as the plain thread's were late meanwhile")
    func excused() {
        let beats = record([0, 0, 80])
        #expect(beats.missed(beside: record([0, 0, 40]), tolerance: .milliseconds(50)).isEmpty)
        #expect(beats.missed(beside: record([0, 0, 20]), tolerance: .milliseconds(50)).count == 1)
        #expect(beats.missed(beside: record([15, 0, 0, 0]), tolerance: .milliseconds(50)).count == 1, "that was before")
        #expect(record([30]).missed(beside: record([0]), tolerance: .milliseconds(50)).isEmpty)
    }
}
