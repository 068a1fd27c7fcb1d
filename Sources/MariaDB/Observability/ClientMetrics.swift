#if Metrics
internal import BlockingExecutors
internal import CoreMetrics

/// Counts what a client does with swift-metrics. What goes up and down is told as steps to meters: two that are told in another order
/// than they happened still add up.
struct ClientMetrics: ClientObserver {
    private let factory: any MetricsFactory
    private let labels: [(String, String)]

    private let used: Meter
    private let idle: Meter
    private let connecting: Meter
    private let closing: Meter
    private let waiting: Meter
    private let timeouts: Counter
    private let createTime: CoreMetrics.Timer
    private let waitTime: CoreMetrics.Timer
    private let useTime: CoreMetrics.Timer
    private let kills: [CallInterruption: Counter]
    private let cutConnections: Counter

    /// - Parameter pool: What tells the metrics of this client from those of others in the process.
    init(_ factory: any MetricsFactory, pool: String, _ limits: PoolLimits) {
        self.factory = factory
        let labels = [(MetricName.Label.pool.rawValue, pool)]
        self.labels = labels
        func connections(_ state: String) -> Meter {
            factory.meter(.connections, labels + [(MetricName.Label.state.rawValue, state)])
        }
        used = connections("used")
        idle = connections("idle")
        connecting = connections("connecting")
        closing = connections("closing")
        waiting = factory.meter(.pendingRequests, labels)
        timeouts = factory.counter(.timeouts, labels)
        createTime = factory.timer(.createTime, labels)
        waitTime = factory.timer(.waitTime, labels)
        useTime = factory.timer(.useTime, labels)
        kills = Dictionary(
            uniqueKeysWithValues: CallInterruption.allCases.map { reason in
                (reason, factory.counter(.kills, labels + [(MetricName.Label.reason.rawValue, reason.label)]))
            })
        cutConnections = factory.counter(.cuts, labels)
        factory.meter(.maximum, labels).set(limits.maximum)
        factory.meter(.minimumIdle, labels).set(limits.minimum)
    }

    func changed(by change: PoolCounts) {
        used.change(by: change.inUse)
        idle.change(by: change.idle)
        connecting.change(by: change.connecting)
        closing.change(by: change.closing)
        waiting.change(by: change.waiting)
    }

    func obtained(after wait: Duration) { waitTime.record(wait) }

    func released(after use: Duration) { useTime.record(use) }

    func timedOut() { timeouts.increment() }

    func connected(after time: Duration) { createTime.record(time) }

    func connectFailed(_ error: any Error) {
        // Made anew each time, since nobody knows the errors beforehand; the factory gives the same counter for the same labels.
        factory.counter(.connectFailures, labels + [(TelemetryKey.errorType.rawValue, ErrorTelemetry(error).type)])
            .increment()
    }

    func stops(_ reason: CallInterruption) { kills[reason]?.increment() }

    func cuts() { cutConnections.increment() }

    func threadObserver(_ pool: String) -> any BlockingThreadPoolObserver {
        ThreadMetrics(factory, labels + [(MetricName.Label.threadPool.rawValue, pool)])
    }
}

/// Counts what a thread pool does.
private struct ThreadMetrics: BlockingThreadPoolObserver {
    private let busy: Meter
    private let idle: Meter
    private let waiting: Meter
    private let waitTime: CoreMetrics.Timer

    init(_ factory: any MetricsFactory, _ labels: [(String, String)]) {
        busy = factory.meter(.threads, labels + [(MetricName.Label.threadState.rawValue, "busy")])
        idle = factory.meter(.threads, labels + [(MetricName.Label.threadState.rawValue, "idle")])
        waiting = factory.meter(.threadRequests, labels)
        waitTime = factory.timer(.threadWaitTime, labels)
    }

    func changed(by change: BlockingThreadPool.Change) {
        busy.change(by: change.busyThreads)
        idle.change(by: change.idleThreads)
        waiting.change(by: change.waiting)
    }

    func began(after wait: Duration) { waitTime.record(wait) }
}

extension MetricsFactory {
    fileprivate func meter(_ name: MetricName, _ labels: [(String, String)]) -> Meter {
        Meter(label: name.rawValue, dimensions: labels, factory: self)
    }

    fileprivate func counter(_ name: MetricName, _ labels: [(String, String)]) -> Counter {
        Counter(label: name.rawValue, dimensions: labels, factory: self)
    }

    fileprivate func timer(_ name: MetricName, _ labels: [(String, String)]) -> CoreMetrics.Timer {
        CoreMetrics.Timer(label: name.rawValue, dimensions: labels, preferredDisplayUnit: .seconds, factory: self)
    }
}

extension Meter {
    fileprivate func change(by number: Int) {
        if number > 0 { increment(by: Double(number)) }
        if number < 0 { decrement(by: Double(-number)) }
    }
}

extension CoreMetrics.Timer {
    fileprivate func record(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        recordNanoseconds(overflows ? .max : whole + attoseconds / 1_000_000_000)
    }
}
#endif
