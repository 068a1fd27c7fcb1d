#if Tracing
internal import ServiceContextModule
internal import Tracing
#endif

/// One run of a transaction's body, from before it is begun to behind its end: the parent of its statements in traces.
struct TransactionObservation {
    /// What became of it.
    enum Outcome: String {
        case committed
        case rolledBack = "rolled_back"
        /// The answer to its end was lost, or not waited for.
        case unknown

        /// What became of a transaction whose COMMIT has thrown.
        static func ofCommit(failed error: any Error) -> Outcome {
            guard let error = error as? MariaDBError else { return .unknown }
            return error.outcomeUnknown || error.code == .statementTimeout || error.code == .cancelled ? .unknown : .rolledBack
        }
    }

    #if Tracing
    private let observer: ConnectionObserver
    private let span: (any Span)?

    init(_ observer: ConnectionObserver, attempt: Int) {
        self.observer = observer
        guard let tracer = ConnectionObserver.tracer else {
            span = nil
            return
        }
        let span = tracer.startAnySpan(observer.spanName(OperationName.transaction), ofKind: .internal)
        self.span = span
        guard span.isRecording else { return }
        span.updateAttributes { attributes in
            observer.describe(&attributes, OperationName.transaction)
            attributes[.transactionAttempt] = Int64(attempt)
        }
    }

    /// What begins in the body is a child of the transaction.
    func around<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        guard let span else { return try await body() }
        return try await ServiceContext.withValue(span.context) { try await body() }
    }

    /// It has begun.
    func entered(_ scope: TransactionScope) {
        guard let span, scope.depth > 0 else { return }
        span.operationName = observer.spanName(OperationName.savepoint)
        span.updateAttributes { attributes in
            attributes[.operation] = OperationName.savepoint
            attributes[.transactionDepth] = Int64(scope.depth)
        }
    }

    /// It is over.
    ///
    /// - Parameter outcome: `nil` if it was not even begun.
    func end(_ outcome: Outcome?, _ error: (any Error)? = nil) {
        guard let span else { return }
        span.updateAttributes { $0[.transactionOutcome] = outcome?.rawValue }
        ConnectionObserver.end(span, error)
    }
    #else
    init(_ observer: ConnectionObserver, attempt: Int) {}

    func around<Value>(_ body: () async throws -> Value) async rethrows -> Value { try await body() }

    func entered(_ scope: TransactionScope) {}

    func end(_ outcome: Outcome?, _ error: (any Error)? = nil) {}
    #endif
}
