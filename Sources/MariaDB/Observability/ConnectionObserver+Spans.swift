#if Tracing
internal import Instrumentation
internal import Tracing

/// Spans after OpenTelemetry's "Semantic conventions for database client spans".
extension ConnectionObserver {
    /// The tracer of this task. `nil` if there is none, which is found out without a search: most calls of most programs end here.
    static var tracer: (any Tracer)? {
        let instrument = InstrumentationSystem.instrument
        return type(of: instrument) == NoOpInstrument.self ? nil : InstrumentationSystem.tracer
    }

    /// A span for a statement, or for a closure that has no text.
    func startSpan(_ sql: String?) -> (any Span)? {
        guard let tracer = Self.tracer else { return nil }
        let operation = sql.map { OperationName.first(of: $0) } ?? OperationName.perform
        let span = tracer.startAnySpan(spanName(operation), ofKind: .client)
        guard span.isRecording else { return span }
        span.updateAttributes { attributes in
            describe(&attributes, operation)
            attributes[.text] = text(of: sql)
        }
        return span
    }

    /// `SELECT shop`: what is done, and to which database or, if none was chosen, which server.
    func spanName(_ operation: String?) -> String {
        let target = namespace ?? (serverPort.map { "\(serverAddress):\($0)" } ?? serverAddress)
        return operation.map { "\($0) \(target)" } ?? target
    }

    /// What every span has.
    func describe(_ attributes: inout SpanAttributes, _ operation: String?) {
        attributes[.system] = TelemetryKey.mariaDB
        attributes[.operation] = operation
        attributes[.namespace] = namespace
        attributes[.serverAddress] = serverAddress
        attributes[.serverPort] = serverPort
        attributes[.connection] = Int64(clamping: connectionID)
    }

    /// Ends a span with what its call has thrown.
    ///
    /// The error is not recorded as an exception of the span: its text may repeat values, as the server's message on a duplicate key
    /// does.
    static func end(_ span: any Span, _ error: (any Error)?) {
        if let error {
            let telemetry = ErrorTelemetry(error)
            span.updateAttributes { attributes in
                attributes[.errorType] = telemetry.type
                attributes[.status] = telemetry.number
            }
            span.setStatus(SpanStatus(code: .error))
        }
        span.end()
    }
}

extension SpanAttributes {
    /// Sets an attribute, unless the value is `nil`.
    subscript<Attribute: SpanAttributeConvertible>(key: TelemetryKey) -> Attribute? {
        get { nil }
        set { if let newValue { self[key.rawValue] = newValue.toSpanAttribute() } }
    }
}
#endif
