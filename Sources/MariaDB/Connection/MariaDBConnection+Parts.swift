/// How a result came out that was read in parts.
struct PartsEnd {
    fileprivate let last: ResultPart
    /// What the body threw, if it did. No error of the statement.
    fileprivate let failure: (any Error)?
    /// Whether the session is as a pool wants it.
    let isSettled: Bool

    /// Calls the body with the last part. It need not be done while the connection is kept from others.
    func finish(_ body: (ResultPart) throws -> Void) throws {
        if let failure { throw failure }
        try body(last)
    }
}

/// A visit to the connection's thread that brought a part of a result.
private struct PartVisit: Sendable {
    let part: ResultPart
    /// Known with the last part.
    let isSettled: Bool
    /// When the statement began, in the visit that it began in.
    let begin: Moment?

    init(_ part: ResultPart, _ session: Session, _ rules: SessionRules?, _ begin: Moment? = nil) {
        self.part = part
        self.begin = begin
        isSettled = part.isLast && rules.map { session.isSettled($0) } ?? false
    }
}

extension MariaDBConnection {
    /// Runs a statement and calls the body with the rows of its first result that has any, part by part, where the caller runs. While
    /// it works on one, the server sends the next. Nobody else has the connection before the last part has been read. If the body
    /// throws, what is left is dropped.
    ///
    /// The last part, mostly the only one, is left to ``PartsEnd/finish(_:)``.
    ///
    /// - Parameters:
    ///   - limit: How large the result may become; as usual unless given.
    ///   - timeout: How long the statement may run; as usual unless given.
    ///   - rules: What a pool asks of the session, if it is a pool that calls.
    ///   - run: Runs the statement.
    nonisolated func readParts(
        _ sql: String, _ location: CallSite, limit: MariaDBResultLimit? = nil, timeout: TimeLimit? = nil,
        rules: SessionRules? = nil,
        _ run: @Sendable (Session) throws(MariaDBError) -> StatementResults, _ body: (ResultPart) throws -> Void
    ) async throws -> PartsEnd {
        var failure: (any Error)?
        let isTimed = statementTimeout != nil || timeout != nil
        var visit = Visit(timeout: timeout, doubtsAnswer: true)
        let last = try await inTurn(location, sql: sql, isOfPool: rules != nil, visit, isLast: { $0.part.isLast }) { session in
            // Not before: the time that a call waits for its turn is not the statement's.
            let begin = isTimed ? Moment.now : nil
            return PartVisit(try session.firstPart { () throws(MariaDBError) in try run(session) }, session, rules, begin)
        } rest: { number, first in
            var latest = first
            (visit.isFirst, visit.begin) = (false, first.begin)
            while !latest.part.isLast {
                failure = Self.failure { try body(latest.part) }
                let isWanted = failure == nil
                latest = try await onLane(number, visit, isLast: { $0.part.isLast }) { session in
                    PartVisit(isWanted ? try session.nextPart(limit) : session.dropParts(), session, rules)
                }
            }
            return latest
        }
        return PartsEnd(last: last.part, failure: failure, isSettled: last.isSettled)
    }

    private static func failure(_ body: () throws -> Void) -> (any Error)? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }
}

extension MariaDBConnection {
    /// Runs a statement and calls the body with the rows of its first result that has any, part by part.
    public nonisolated func readParts(
        of query: MariaDBQuery, file: String, line: Int, _ body: (MariaDBResultPart) throws -> Void
    ) async throws {
        let body = { (part: ResultPart) in try body(MariaDBResultPart(part)) }
        try await readParts(query, CallSite(file: file, line: line), rules: nil, body).finish(body)
    }

    nonisolated func readParts(
        _ query: MariaDBQuery, _ location: CallSite, rules: SessionRules?, _ body: (ResultPart) throws -> Void
    ) async throws -> PartsEnd {
        try await readParts(
            query.sql, location, limit: query.resultLimit, timeout: query.timeLimit, rules: rules,
            { session throws(MariaDBError) in try session.run(query) }, body)
    }
}
