/// How long a call may run.
struct CallLimits: Sendable {
    /// From when it is on a thread; `nil` for the connection's usual time-out.
    let timeout: Duration?
    /// When it has to be over, whatever else.
    let deadline: ContinuousClock.Instant?
    /// When it was on a thread first, if this is not the first time.
    let begin: ContinuousClock.Instant?

    init(_ timeout: Duration? = nil, by deadline: ContinuousClock.Instant? = nil, since begin: ContinuousClock.Instant? = nil) {
        self.timeout = timeout.map { min($0, MariaDBDeadline.longest) }
        self.deadline = deadline
        self.begin = begin
    }

    /// When the time-out comes, if there is one.
    func timeOut(usual: Duration?) -> ContinuousClock.Instant? {
        (timeout ?? usual).map { (begin ?? .now) + $0 }
    }

    /// Whether a call with this end of its time-out should have been over before now.
    func isOver(_ timeOut: ContinuousClock.Instant?) -> Bool {
        guard timeOut != nil || deadline != nil else { return false }
        let now = ContinuousClock.now
        return timeOut.map { $0 <= now } ?? false || deadline.map { $0 <= now } ?? false
    }
}
