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

/// One call of a connection, from where its caller begins to wait to where it goes on. Small, since it is copied in every call.
struct StatementObservation {
    private let start = Moment.now
    #if Tracing
    /// An object: copies of what has an existential in it cost, and hardly anybody traces.
    private let span: HeldSpan?
    #endif

    init(_ observer: ConnectionObserver, _ sql: String?) {
        #if Tracing
        span = observer.startSpan(sql).map(HeldSpan.init)
        #endif
    }

    /// The call is over, and has thrown the error if there is one.
    func end(_ observer: ConnectionObserver, _ sql: String?, _ location: CallSite, _ error: (any Error)? = nil) {
        #if Tracing
        if let span { ConnectionObserver.end(span.span, error) }
        #endif
        let duration = start.duration(to: .now)
        let isSlow = observer.settings.slowStatementThreshold.map { duration > $0 } ?? false
        let level: Logger.Level = isSlow ? .info : error == nil ? .trace : .debug
        guard observer.logs(level) else { return }
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
        let message: Logger.Message = isSlow ? "slow statement" : error == nil ? "statement" : "statement failed"
        observer.logger.log(level: level, message, metadata: metadata)
    }
}
