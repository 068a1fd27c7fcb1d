internal import BlockingExecutors

/// Is told what a client does, to count it. Never called under a lock, and by several at a time; so it is told changes, which add up
/// to the same whatever the order in which they come.
protocol ClientObserver: Sendable {
    /// There are more or fewer connections of some state, or more or fewer who wait.
    func changed(by change: PoolCounts)
    /// Somebody got a connection after this time, which is next to nothing if one was idle.
    func obtained(after wait: Duration)
    /// Somebody gave a connection back after this time.
    func released(after use: Duration)
    /// Somebody waited for a connection in vain.
    func timedOut()
    /// A connection was made: name look-up, TLS, login and what the pool does with a new one.
    func connected(after time: Duration)
    /// A connection could not be made.
    func connectFailed(_ error: any Error)
    /// A call is to be stopped at the server.
    func stops(_ reason: CallInterruption)
    /// Stopping took too long: the connection is cut.
    func cuts()
    /// Who is told of a thread pool of the client.
    func threadObserver(_ pool: String) -> any BlockingThreadPoolObserver
}
