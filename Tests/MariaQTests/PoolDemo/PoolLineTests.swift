import MariaDB
import Testing

@testable import mariaq

@Suite("The line of a pool")
struct PoolLineTests {
    private func line(_ change: (inout MariaDBClient.Snapshot) -> Void) -> String {
        var snapshot = MariaDBClient(MariaDBConfiguration(host: "db", user: "app")).snapshot()
        change(&snapshot)
        let begin = ContinuousClock.now
        return PoolLine(snapshot, threads: 9, since: begin, at: begin + .milliseconds(1_230)).text
    }

    @Test("shows who uses, who waits and who was served")
    func busy() {
        let text = line { snapshot in
            snapshot.maximum = 16
            snapshot.inUse = 8
            snapshot.connecting = 4
            snapshot.waiting = 980
            snapshot.acquired = 1_234
        }
        #expect(text == "1.23 s  [########........] 8 of 16 in use  0 idle  4 connecting  980 waiting  1,234 served  9 threads")
    }

    @Test("leaves out what is rarely there")
    func idle() {
        let text = line { $0.idle = 3 }
        #expect(text == "1.23 s  [................] 0 of 10 in use  3 idle  0 waiting  0 served  9 threads")
    }
}
