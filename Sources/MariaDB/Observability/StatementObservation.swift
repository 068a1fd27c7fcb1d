internal import Logging

#if Tracing
internal import Tracing
#endif

#if Tracing
private final class HeldSpan: Sendable {
    let span: any Span

    init(_ span: any Span) {
        self.span = span
    }
}
#endif

/// One call of a connection, from where its caller begins to wait to where it goes on.
struct StatementObservation {
    private let observer: ConnectionObserver
    private let sql: String?
    private let location: CallSite
    private let start = Moment.now
    #if Tracing
    /// An object: copies of what has an existential in it cost, and hardly anybody traces.
    private let span: HeldSpan?
    #endif

    init(_ observer: ConnectionObserver, sql: String?, _ location: CallSite) {
        self.observer = observer
        self.sql = sql
        self.location = location
        #if Tracing
        span = observer.startSpan(sql).map(HeldSpan.init)
        #endif
    }

    /// The call is over, and has thrown the error if there is one.
    func end(_ error: (any Error)?) {
        #if Tracing
        if let span { ConnectionObserver.end(span.span, error) }
        #endif
        let duration = start.duration(to: .now)
        log(duration, error)
    }

    private func log(_ duration: Duration, _ error: (any Error)?) {
        let isSlow = observer.settings.slowStatementThreshold.map { duration > $0 } ?? false
        let level: Logger.Level = isSlow ? .info : error == nil ? .trace : .debug
        guard observer.logs(level) else { return }
        let logger = observer.logger
        var metadata = observer.metadata
        metadata[.operation] = sql.map { OperationName.first(of: $0) } ?? OperationName.perform
        metadata[.text] = observer.text(of: sql)
        metadata[.duration] = duration
        metadata[.file] = location.file
        metadata[.line] = location.line
        if let error {
            let telemetry = ErrorTelemetry(error)
            metadata[.errorType] = telemetry.type
            metadata[.status] = telemetry.number
        }
        logger.log(level: level, isSlow ? "slow statement" : error == nil ? "statement" : "statement failed", metadata: metadata)
    }
}
