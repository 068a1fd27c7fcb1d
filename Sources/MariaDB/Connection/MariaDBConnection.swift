internal import BlockingExecutors
internal import StateLocks

/// One connection to a server.
///
/// ```swift
/// let connection = try await MariaDBConnection.connect(to: configuration)
/// let users = try await connection.fetchAll("SELECT id, name FROM users WHERE age > \(18)", as: (Int, String?).self)
/// await connection.close()
/// ```
/// Every call blocks a thread of the pool, never one of Swift's own, and only while the server works on it. Calls of several
/// tasks are run one after another, in the order of their arrival. Cancelling a task ends its call: one that has not begun is not
/// sent, and one that runs is stopped at the server.
///
/// A connection that is let go without ``close()`` closes itself.
public actor MariaDBConnection {
    let lane: BlockingLane
    let session: Session
    /// Whether a call has left rows to be read and its time-out came while it ran: a KILL that meets the statement then ends the rows,
    /// which only a later call learns.
    var areRowsOverdue = false
    nonisolated let releases = StatementReleases()
    nonisolated let gate: ConnectionGate
    nonisolated let bodyTask = BodyTask()
    nonisolated let killer: QueryKiller
    nonisolated let login: ConnectionLogin
    nonisolated let control: SessionControl
    /// For a second connection to the same server.
    nonisolated let configuration: MariaDBConfiguration
    nonisolated let threads: MariaDBThreads
    /// How long each call may run.
    nonisolated let statementTimeout: Duration?
    nonisolated let observer: ConnectionObserver
    nonisolated let lease = ConnectionLease()

    /// What is known of the transaction of ``MariaDBQuerying/withTransaction(isolation:readOnly:retry:file:line:_:)``.
    nonisolated let transactions = Lock(TransactionState())
    nonisolated let note: StatementNote
    /// The socket, to look at while nobody uses the connection.
    nonisolated let descriptor: Int32?

    /// The number by which the server knows this connection, as in `SHOW PROCESSLIST`.
    public nonisolated let connectionID: UInt64

    /// The server's version as it says it, for example `10.11.6-MariaDB`.
    public nonisolated let serverVersion: String

    /// The version of TLS that was agreed on, such as `TLSv1.3`; `nil` if the connection is not encrypted.
    public nonisolated let tlsVersion: String?

    /// The cipher suite that was agreed on, by OpenSSL's name, such as `TLS_AES_256_GCM_SHA384`; `nil` without TLS.
    public nonisolated let tlsCipher: String?

    /// The lane of the thread pool on which this actor runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }

    private init(
        _ new: NewSession, _ configuration: MariaDBConfiguration, _ parameters: SessionParameters, _ threads: MariaDBThreads,
        _ clientObserver: (any ClientObserver)?
    ) {
        session = new.session
        lane = threads.queries.makeLane()
        control = new.session.control
        gate = ConnectionGate(control)
        login = ConnectionLogin(MariaDBCredentials(user: parameters.user, password: parameters.password), configuration)
        killer = QueryKiller(
            target: KillTarget(
                connectionID: new.session.connectionID, address: parameters.address, ends: new.ends,
                identity: new.identity),
            side: parameters.side(to: new.ends), login: login, threads: threads,
            gracePeriod: configuration.cancellationGracePeriod, gate: gate,
            control: control, observer: clientObserver)
        self.configuration = configuration
        self.threads = threads
        statementTimeout = configuration.statementTimeout.map { min($0, MariaDBDeadline.longest) }
        observer = ConnectionObserver(configuration, connectionID: new.session.connectionID)
        note = new.session.note
        descriptor = new.session.socket
        connectionID = new.session.connectionID
        serverVersion = new.session.serverVersion
        tlsVersion = new.session.tlsVersion
        tlsCipher = new.session.tlsCipher
    }

    isolated deinit {
        session.close()
    }

    /// Connects and logs in.
    ///
    /// - Parameters:
    ///   - configuration: Where the server is and who logs in.
    ///   - threads: The threads to block; those that all connections share unless given.
    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`, `connectFailed`, `connectTimeout`; `tlsNotOffered`,
    ///   `certificateRejected`, `tlsFailed`; `accessDenied`, `hostNotAllowed`, `accountLocked`, `passwordExpired`,
    ///   `authenticationNotAllowed`, `credentialsUnavailable`; `tooManyConnections`, `userLimitReached` or
    ///   `server`, within the configuration's connect time-out; `CancellationError` if the task is cancelled.
    public static func connect(
        to configuration: MariaDBConfiguration,
        threads: MariaDBThreads = .shared,
        file: String = #fileID,
        line: Int = #line
    ) async throws -> MariaDBConnection {
        try await connect(to: configuration, threads: threads, observer: nil, CallSite(file: file, line: line))
    }

    /// - Parameter observer: Who counts for the client that the connection belongs to.
    static func connect(
        to configuration: MariaDBConfiguration, threads: MariaDBThreads, observer: (any ClientObserver)?, _ location: CallSite
    ) async throws -> MariaDBConnection {
        do {
            try Task.checkCancellation()
            let start = ContinuousClock.now
            let parameters = try SessionParameters(try await configuration.askingForCredentials())
            var rest = configuration.connectTimeout - start.duration(to: .now)
            if let deadline = MariaDBDeadline.current { rest = min(rest, ContinuousClock.now.duration(to: deadline)) }
            guard rest > .zero else { throw Session.timeout(parameters) }
            let new = try await ConnectAttempt.run(parameters, timeout: rest, on: threads.connects)
            let connection = MariaDBConnection(new, configuration, parameters, threads, observer)
            connection.observer.connected(connection, in: start.duration(to: .now))
            return connection
        } catch {
            throw located(error, location, sql: nil)
        }
    }

    /// Connects, runs the body, and closes the connection however the body ends.
    ///
    /// The body's calls are faster than those of an ordinary task: it continues on the connection's own thread after each of
    /// them, instead of waking another thread (see `BlockingLane.sticky`). A body that is isolated to an actor of its own runs
    /// there, without that gain.
    ///
    /// - Returns: What the body returned.
    /// - Throws: What ``connect(to:threads:file:line:)`` and the body throw.
    @discardableResult
    public static func withConnection<Value>(
        to configuration: MariaDBConfiguration,
        threads: MariaDBThreads = .shared,
        file: String = #fileID,
        line: Int = #line,
        _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await connect(to: configuration, threads: threads, file: file, line: line)
        do {
            let value = try await connection.running { try await body(connection) }
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Closes the connection: the server rolls back what was not committed. Closing it again does nothing; any other use
    /// afterwards throws ``MariaDBError`` with the code `connectionClosed`.
    ///
    /// A call that runs is waited for. In a task that is cancelled, no longer than
    /// ``MariaDBConfiguration/cancellationGracePeriod``; then the socket is shut down under it.
    public nonisolated func close() async {
        let wasOpen = await withTaskCancellationHandler {
            await closeSession()
        } onCancel: {
            Task.detached(priority: .high) { [control, lane, killer] in
                try? await Task.sleep(for: killer.gracePeriod)
                guard !control.isClosed else { return }
                control.shutDown()
                while !control.isClosed, !lane.stopWaiting() {
                    try? await Task.sleep(for: .milliseconds(2))
                }
            }
        }
        if wasOpen { observer.closed() }
    }

    private func closeSession() -> Bool {
        defer { session.close() }
        return session.isOpen
    }

    /// Whether the connection can be used: it was not closed, and no error has ended it. Costs nothing and asks nobody, so a
    /// connection that the server has dropped since counts as open; ``ping(file:line:)`` asks.
    public var isOpen: Bool { session.isOpen && !control.isShutDown }
}
