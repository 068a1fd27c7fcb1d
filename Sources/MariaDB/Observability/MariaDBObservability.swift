public import Logging

#if Metrics
public import CoreMetrics
#endif

/// What connections tell of their work, and to whom: log records, and spans of traces.
///
/// ```swift
/// configuration.observability.slowStatementThreshold = .milliseconds(200)
/// configuration.observability.statementText = .omitted
/// ```
/// Every name and level stands in <doc:Observability>. Bind values are in none of them, whatever is set here.
///
/// Spans go to the tracer of the calling task (`withTracer`), or else to the one that the process was bootstrapped with. Without one
/// they cost nothing.
public struct MariaDBObservability: Sendable {
    /// What is told of a statement's text.
    public enum StatementText: Sendable, Hashable {
        /// The text as it is sent, with its placeholders in the place of the values. What was written with `\(unsafeSQL:)` is part of
        /// the text.
        case parametrised
        /// Nothing.
        case omitted
    }

    /// Where log records go. `nil`, the default, is the logger of the task that makes the call (`Logger.current` of swift-log).
    public var logger: Logger?

    /// A statement that took longer than this, as its caller saw it, is logged at the level info. 1 second unless set; `nil` for
    /// never.
    public var slowStatementThreshold: Duration? = .seconds(1)

    /// Whether log records and spans have the text of statements. They have unless told otherwise.
    public var statementText: StatementText = .parametrised

    #if Metrics
    /// Where a client's metrics go. `nil`, the default, is the factory of the task that makes the client (`withMetricsFactory`), or
    /// else the one that the process was bootstrapped with by then. Without any, nothing is counted and it costs nothing.
    public var metricsFactory: (any MetricsFactory)?
    #endif

    /// The defaults.
    public init() {}
}

extension MariaDBObservability: Hashable {
    /// Compares what is told, and not whom: loggers have no identity.
    public static func == (one: MariaDBObservability, other: MariaDBObservability) -> Bool {
        one.slowStatementThreshold == other.slowStatementThreshold && one.statementText == other.statementText
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(slowStatementThreshold)
        hasher.combine(statementText)
    }
}
