internal import CMariaDB

/// The synchronous driver: one `MYSQL*`, blocking calls, no `async`, no logging. It is not `Sendable`: whoever holds it makes
/// sure that one thread at a time uses it.
///
/// `@safe`: the handle never leaves this folder, is used until ``close()`` and never afterwards: `handle` is then `nil`.
@safe
final class Session {
    private var handle: UnsafeMutablePointer<MYSQL>?

    /// The rows that are being read one batch at a time. Nothing else can be sent until they are at their end.
    var stream: RowStream? {
        didSet {
            guard isStreaming != (stream != nil) else { return }
            isStreaming.toggle()
            limitPackets()
        }
    }
    /// Whether there are such rows. Known without looking at the stream, which is copied for that.
    private(set) var isStreaming = false

    /// How large the result that is being read may become.
    var resultLimit: MariaDBResultLimit
    let usualResultLimit: MariaDBResultLimit
    /// The largest packet that Connector/C takes.
    let usualPacketLimit: Int

    /// The columns of the last result of the text protocol, and what the server said about them.
    var lastColumns = ResultColumns([])
    var lastFields = FieldKey()

    /// The rows of a result of the text protocol that is being read: never of more than one.
    let textRows = TextRows()

    /// What other threads may do to this session.
    let control: SessionControl

    /// What ``limitStatements(to:)`` has told the server.
    var serverTimeLimit: Duration?
    /// When the call that runs is to be over.
    var deadline: Moment?
    /// Whether the statement that was sent last had its time limit in front.
    var isLimited = false
    /// Whether the server does not take a time limit in front of a statement that is prepared.
    var refusesLimits = false
    /// The last statement that can have its time limit in front, and whether it calls no stored function.
    var limitableStatement = (sql: "", callsNothing: false)

    /// Whether the next result that has rows is read in parts.
    var readsParts = false

    /// Rows are being written, in several steps; nothing of anybody else may come between these.
    var isReserved = false

    /// The last statement of which the server takes no bulk.
    var refusedInBulk = ""

    /// How what ``executeMany`` writes is taken back if it fails.
    var guarding = WriteGuard.nothing

    /// A pipeline has switched autocommit off for the rest of the open transaction.
    var owesAutocommit = false

    /// What the server takes in one packet, once it was asked.
    var knownLargestPacket: Int?

    /// Memory for the next execution's payload: most are small, and one after another needs none of its own.
    private var payload: [UInt8] = []
    private static let keptPayloadSize = 1 << 12

    /// What was prepared before and may be executed again.
    var statements: StatementCache<PreparedStatement>

    /// The statements that a ``MariaDBStatement`` holds, by number. One that has to be prepared anew is missing meanwhile.
    var held: [Int: PreparedStatement] = [:]
    var lastHeld = 0

    /// How many savepoints of ours the open transaction has.
    var savepoints = 0

    /// What runs, while ``watchesState``.
    let note = StatementNote()
    /// Whether it is noted that statements change the state of the session, and whether the server tells.
    var watchesState = false
    var tracksState = false
    /// Whether the session has become another user's, which a reset does not undo.
    var isUserChanged = false
    /// The role that the session began with, of a session that a pool has set up.
    var roleAtLogin: String?
    /// Whether the session may be other than it was after connecting.
    var isStateChanged = false
    /// What the server has reported of the session's state.
    var tracked = TrackedState()
    /// What it was asked to report.
    let tracking: MariaDBSessionTracking
    /// What the session is to be like after a reset.
    var rules: SessionRules
    /// The last statement that was found to leave nothing that the server does not tell.
    var harmlessStatement = ""

    /// The number by which the server knows this connection.
    let connectionID: UInt64
    /// The server's version, as it says it: `10.11.6-MariaDB-0+deb12u1`.
    let serverVersion: String
    /// What was agreed on, such as `TLSv1.3` and `TLS_AES_256_GCM_SHA384`; `nil` without TLS.
    let tlsVersion, tlsCipher: String?
    /// By which ways the server may ask for a password, also when the user is changed.
    let authentication: AuthenticationParameters

    /// - Parameter handle: Connected; this object owns it from now on.
    init(connected handle: UnsafeMutablePointer<MYSQL>, _ parameters: SessionParameters, _ control: SessionControl) {
        unsafe self.handle = handle
        self.control = control
        resultLimit = parameters.resultLimit
        usualResultLimit = parameters.resultLimit
        usualPacketLimit = unsafe Int(clamping: handle.pointee.net.max_packet_size)
        statements = StatementCache(capacity: parameters.statementCacheSize)
        authentication = parameters.authentication
        tracking = parameters.tracking
        rules = SessionRules(database: parameters.database)
        (tlsVersion, tlsCipher) = unsafe Self.negotiated(handle)
        connectionID = unsafe UInt64(mysql_thread_id(handle))
        serverVersion = unsafe mysql_get_server_info(handle).map { unsafe String(cString: $0) } ?? ""
        limitPackets()
    }

    /// Calls the body with an array to write a payload into.
    func withPayload(_ body: (inout [UInt8]) throws(MariaDBError) -> Void) throws(MariaDBError) {
        var bytes: [UInt8] = []
        swap(&bytes, &payload)
        defer {
            if bytes.capacity <= Self.keptPayloadSize {
                bytes.removeAll(keepingCapacity: true)
                payload = bytes
            }
        }
        try body(&bytes)
    }

    /// Throws for a session that has ended.
    func requireOpen() throws(MariaDBError) {
        unsafe _ = try connected()
    }

    /// The handle, or the error for a session that has ended.
    func connected() throws(MariaDBError) -> UnsafeMutablePointer<MYSQL> {
        guard let handle = unsafe handle else { throw Self.connectionClosed }
        guard isIdle else {
            throw MariaDBError(
                code: .connectionBusy,
                message: "rows of this connection are being read or written; let that end first, or use another connection"
            )
        }
        // Connector/C would take it for the answer to the next command, whoever asks.
        guard unsafe swift_mariadb_has_unread(handle) == 0 else {
            close()
            throw MariaDBError(
                code: .malformedPacket, message: "the server sent more than the last answer; the connection is closed")
        }
        // Between the statements of a `perform` there is nothing to kill at the server.
        guard !control.isInterrupted else {
            throw MariaDBError(code: .cancelled, message: "the call is to end, so it can send no more statements")
        }
        return unsafe handle
    }

    static var connectionClosed: MariaDBError {
        MariaDBError(code: .connectionClosed, message: "the connection is closed; connect again")
    }

    /// Whether a command can be sent, or a statement closed: `mysql_stmt_close` would eat the rows of a stream, or hang.
    var isIdle: Bool { unsafe handle != nil && !isStreaming && !isReserved }

    var isOpen: Bool { unsafe handle != nil }

    /// The handle, busy or not; `nil` once the session has ended.
    var openHandle: UnsafeMutablePointer<MYSQL>? { unsafe handle }

    /// The socket's descriptor, while there is one.
    var socket: Int32? {
        guard let handle = unsafe handle else { return nil }
        return unsafe mysql_get_socket(handle)
    }

    /// The status that came with the last answer.
    var status: ServerStatus {
        guard let handle = unsafe handle else { return [] }
        return unsafe ServerStatus(rawValue: UInt32(handle.pointee.server_status))
    }

    /// Takes the note of a change out of the last answer: it has been read, or the answer was to something of our own.
    func forgetStateChange() {
        guard let handle = unsafe handle else { return }
        unsafe handle.pointee.server_status &= ~ServerStatus.sessionStateChanged.rawValue
    }

    /// The default database, as far as the server's answers told; `nil` if there is none.
    var database: String? {
        guard let handle = unsafe handle, let name = unsafe handle.pointee.db, unsafe name.pointee != 0 else { return nil }
        return unsafe String(cString: name)
    }

    /// How many bytes Connector/C holds for packets.
    var bufferSize: Int {
        guard let handle = unsafe handle else { return 0 }
        return unsafe Int(clamping: handle.pointee.net.max_packet)
    }

    /// Says goodbye and frees everything. Calling it again does nothing.
    ///
    /// It does not wait for the server: the goodbye is a few bytes, and no answer comes.
    func close() {
        guard let handle = unsafe handle else { return }
        unsafe self.handle = nil
        let streamed = stream?.source
        stream = nil
        // Before, since it belongs to the handle.
        if case .text(let rows)? = streamed { rows.abandon() }
        unsafe mysql_close(handle)
        control.close()
        // Only now: the server forgets its statements with the connection, so nothing needs to be sent for each of them.
        for statement in statements.removeAll() + held.values { statement.close() }
        if case .statement? = streamed { streamed?.close() }
        held = [:]
    }

    /// Makes the error of the call that has just failed, and ends the session if the connection did not survive it.
    ///
    /// The error lives in the handle until the next call, so it is copied at once.
    func failure(_ origin: ServerError) -> MariaDBError {
        if origin.endsConnection { close() }
        return origin.error
    }
}
