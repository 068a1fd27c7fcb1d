#if ServiceLifecycle
public import ServiceLifecycle
#endif

extension MariaDBClient {
    /// Makes the connections that are to be kept, waits until the task is cancelled or, under ServiceLifecycle, a graceful shutdown
    /// begins, and then shuts the client down.
    ///
    /// A client works without it. On a graceful shutdown those who have a connection may finish, for as long as
    /// ``Configuration/shutdownTimeout``; if the task is cancelled, their calls are cancelled at once.
    public func run() async {
        pool.fill()
        #if ServiceLifecycle
        await cancelWhenGracefulShutdown { await self.pool.untilShutDown() }
        #else
        await pool.untilShutDown()
        #endif
        if Task.isCancelled {
            await shutdown(within: .zero)
        } else {
            await shutdown()
        }
    }

    /// Ends the client: no connection is given out any more, calls that wait throw `clientShutDown`, and those who have a connection
    /// may finish. When ``Configuration/shutdownTimeout`` is over, their calls are cancelled.
    ///
    /// When this returns, all connections are closed and the client's own threads have ended. It may be called more than once and from
    /// any task but one that holds a connection of the client, and is not cut short by cancellation.
    public func shutdown() async {
        await shutdown(within: configuration.shutdownTimeout)
    }

    private func shutdown(within timeout: Duration) async {
        await pool.shutDown(within: timeout)
        await endThreads()
    }
}

#if ServiceLifecycle
extension MariaDBClient: Service {}
#endif
