import Testing

@testable import MariaDB

@Suite("What a server has reported")
struct TrackedStateTests {
    @Test("tells changes of the session from work that was done in it")
    func changes() {
        var state = TrackedState()
        let changes: [TrackedState.Report] = [.variable(name: "sql_mode", value: ""), .database, .change]
        let work: [TrackedState.Report] = [
            .variable(name: "last_gtid", value: "0-1-7"), .gtid("a:1-5"), .transaction("T_______"),
            .characteristics("START TRANSACTION;"),
        ]
        let areChanges = changes.map { state.take($0) }
        let areWork = work.map { !state.take($0) }
        #expect(areChanges == [true, true, true])
        #expect(areWork == [true, true, true, true])
        #expect(state.variables == ["sql_mode": ""])
        #expect(state.gtid == "a:1-5" && state.transaction == "T_______" && state.characteristics == "START TRANSACTION;")
    }

    @Test("keeps the last value of a variable")
    func lastValue() {
        var state = TrackedState()
        for value in ["+01:00", "+02:00"] { _ = state.take(.variable(name: "time_zone", value: value)) }
        #expect(state.variables == ["time_zone": "+02:00"])
        state.forgetVariables()
        #expect(state.variables.isEmpty)
    }

    @Test("does not claim what may have changed without a report")
    func missed() {
        var state = TrackedState()
        _ = state.take(.gtid("0-1-7"))
        _ = state.take(.transaction("T_______"))
        state.missReport(isInTransaction: true)
        #expect(state.gtid == "0-1-7", "nothing is committed inside a transaction")
        #expect(state.transaction == nil)
        state.missReport(isInTransaction: false)
        #expect(state.gtid == nil)
    }

    @Test("takes no more memory than it has to, however much is reported")
    func bounded() {
        var state = TrackedState()
        let value = String(repeating: "x", count: 1000)
        for number in 0..<5000 { _ = state.take(.variable(name: "v\(number)", value: value)) }
        #expect((1000..<1100).contains(state.variables.count))
        // Another value of a known one still fits.
        _ = state.take(.variable(name: "v0", value: "new"))
        #expect(state.variables["v0"] == "new")
    }

    @Test(
        "reads the letters of a transaction by their places",
        arguments: [
            ("________", [false, false, false, false, false, false, false, false]),
            ("T_______", [true, false, false, false, false, false, false, false]),
            ("I_R____L", [true, true, true, false, false, false, false, true]),
            ("Tr______", [true, false, true, false, false, false, false, false]),
            ("T_R_W_S_", [true, false, true, true, false, false, true, false]),
            ("T__w_s__", [true, false, false, true, true, true, false, false]),
            ("", [false, false, false, false, false, false, false, false]),
            ("LSsWwRrT", [false, false, false, false, false, false, false, false]),
        ])
    func transaction(text: String, expected: [Bool]) {
        let state = MariaDBTransactionState(text)
        let found = [
            state.isOpen, state.isImplicit, state.hasRead, state.hasWritten, state.hasWrittenForGood,
            state.hasRunUnsafeStatement, state.hasSentRows, state.hasLockedTables,
        ]
        #expect(found == expected)
        #expect(state.description == text)
    }

    @Test("asks for what is wanted, and refuses names that are none")
    func tracking() throws {
        #expect(MariaDBSessionTracking().isDefault)
        let all = MariaDBSessionTracking(variables: ["*", "sql_mode"], gtid: true, transaction: true)
        #expect(
            all.assignments(isMariaDB: true)
                == "session_track_system_variables = '*', session_track_transaction_info = 'STATE'")
        #expect(MariaDBSessionTracking(gtid: true).assignments(isMariaDB: false) == "session_track_gtids = 'OWN_GTID'")
        try MariaDBSessionTracking(variables: ["*", "sql_mode", "tx_isolation"]).check()
        for name in ["", "a'b", "a,b", "a b", "é"] {
            let error = #expect(throws: MariaDBError.self) { try MariaDBSessionTracking(variables: [name]).check() }
            #expect(error?.code == .invalidConfiguration)
        }
    }
}
