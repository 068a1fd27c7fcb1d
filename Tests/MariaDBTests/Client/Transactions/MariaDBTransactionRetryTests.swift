import Testing

@testable import MariaDB

@Suite("Running a transaction again")
struct MariaDBTransactionRetryTests {
    private func error(_ number: Int, code: MariaDBError.Code = .server) -> MariaDBError {
        MariaDBError(code: code, message: "", number: number)
    }

    @Test("is for those that lost against another one, as often as asked")
    func repeats() {
        let retry = MariaDBTransactionRetry.deadlocks(2)
        for number in [1213, 1205, 1020, 1047] { #expect(retry.repeats(error(number), attempt: 1)) }
        for number in [1062, 1317, 1064] { #expect(!retry.repeats(error(number), attempt: 1)) }
        #expect(retry.repeats(error(1213), attempt: 2))
        #expect(!retry.repeats(error(1213), attempt: 3))
        #expect(!MariaDBTransactionRetry.never.repeats(error(1213), attempt: 1))
        #expect(!retry.repeats(CancellationError(), attempt: 1))
        #expect(!retry.repeats(error(2013, code: .connectionLost), attempt: 1))
    }

    @Test("waits longer each time, up to a second")
    func pause() {
        #expect(MariaDBTransactionRetry.pause(after: 1, chance: 0) == .milliseconds(5))
        #expect(MariaDBTransactionRetry.pause(after: 1, chance: 1) == .milliseconds(20))
        #expect(MariaDBTransactionRetry.pause(after: 3, chance: 1) == .milliseconds(80))
        #expect(MariaDBTransactionRetry.pause(after: 1_000, chance: 1) == .seconds(1))
    }
}
