import Testing

@testable import MariaDB

@Suite("A cursor's state")
struct CursorStateTests {
    /// One result for each count of rows; `nil` is one without rows.
    private func results(_ counts: [Int?]) -> StatementResults {
        var results = StatementResults(result(counts[0]))
        for count in counts.dropFirst() { results.append(result(count)) }
        return results
    }

    private func result(_ count: Int?) -> ResultSet {
        let batch = count.map { count in
            RowBatch(
                columns: [RowFixtures.column(.tinyInt)], encoding: .text, bytes: [UInt8](repeating: 0, count: count),
                rowEnds: Array(0..<count).map { $0 + 1 }
            )
        }
        return ResultSet(
            rows: batch.map { ResultRows($0) },
            summary: MariaDBSummary(affectedRows: UInt64(count ?? 3), lastInsertID: 0, warningCount: 0))
    }

    @Test("hands out each row once, in any portions")
    func portions() throws {
        var state = CursorState()
        try state.executed(results([5]))
        #expect(state.rowNumber == 0)
        #expect(try state.fetch(2).count == 2)
        #expect(state.rowNumber == 2)
        #expect(try state.fetch(0).isEmpty)
        #expect(try state.fetch(-1).isEmpty)
        #expect(try state.fetch(.max).count == 3)
        #expect(try state.fetch(1).isEmpty)
        #expect(state.rowNumber == 5)
    }

    @Test("refuses to fetch before anything was executed, and from statements without rows")
    func nothingToFetch() throws {
        var state = CursorState()
        #expect(try #require(throws: MariaDBError.self) { try state.fetch(1) }.code == .noResultSet)
        #expect(try #require(throws: MariaDBError.self) { try state.nextSet() }.code == .noResultSet)
        #expect(state.rowNumber == nil)
        try state.executed(results([nil]))
        #expect(try #require(throws: MariaDBError.self) { try state.fetch(1) }.code == .noResultSet)
        #expect(state.rowNumber == nil)
    }

    @Test("walks through the results of a procedure")
    func nextSet() throws {
        var state = CursorState()
        try state.executed(results([2, 1, nil]))
        #expect(try state.fetch(1).count == 1)
        #expect(try state.nextSet())
        #expect(state.rowNumber == 0)
        #expect(try state.fetch(9).count == 1)
        #expect(try state.nextSet())
        #expect(state.current?.rows == nil)
        #expect(try !state.nextSet())
    }

    @Test("can be moved to every row and behind the last, and nowhere else")
    func scrolling() throws {
        var state = CursorState()
        #expect(throws: MariaDBError.self) { try state.scroll { _ in 0 } }
        try state.executed(results([5]))
        _ = try state.fetch(3)
        try state.scroll { $0 - 2 }
        #expect(state.rowNumber == 1)
        try state.scroll { _ in 5 }
        #expect(try state.fetch(1).isEmpty)
        try state.scroll { _ in 0 }
        #expect(try state.fetch(9).count == 5)
        for target in [-1, 6, .min, .max, nil] {
            let error = try #require(throws: MariaDBError.self) { try state.scroll { _ in target } }
            #expect(error.code == .outOfRange)
        }
        #expect(state.rowNumber == 5)
    }

    @Test("begins anew with each statement")
    func again() throws {
        var state = CursorState()
        try state.executed(results([2]))
        _ = try state.fetch(1)
        try state.executed(results([3]))
        #expect(try state.fetch(9).count == 3)
    }

    @Test("refuses everything once closed")
    func closed() throws {
        var state = CursorState()
        try state.executed(results([2]))
        state.close()
        state.close()
        let errors = [
            try #require(throws: MariaDBError.self) { try state.fetch(1) },
            try #require(throws: MariaDBError.self) { try state.nextSet() },
            try #require(throws: MariaDBError.self) { try state.executed(results([1])) },
        ]
        #expect(errors.allSatisfy { $0.code == .cursorClosed })
        #expect(state.current == nil)
    }
}
