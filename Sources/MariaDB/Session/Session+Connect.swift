internal import CMariaDB

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension Session {
    /// Connects and logs in. Blocks for as long as name look-up, connection and login take.
    ///
    /// - Parameter control: Lets others shut the socket down meanwhile.
    static func connect(
        _ parameters: SessionParameters, _ control: SessionControl = SessionControl()
    ) throws(MariaDBError) -> Session {
        try ConnectorC.prepare()
        OpenSSL.forgetErrors()
        // A fresh handle for each attempt: a failed one loses its options, and a second try on it would go without them.
        guard let handle = unsafe mysql_init(nil) else {
            throw MariaDBError(code: .client, message: "Connector/C could not allocate a connection: out of memory")
        }
        do {
            unsafe try setOptions(of: handle, parameters)
        } catch {
            unsafe mysql_close(handle)
            throw error
        }
        guard unsafe ConnectWait.learning(control, handle, { unsafe open(handle, parameters) }) else {
            let failure = unsafe ServerError(handle)
            unsafe mysql_close(handle)
            throw connectFailure(failure.error, parameters)
        }
        do {
            unsafe try requireTLS(handle, parameters)
        } catch {
            unsafe mysql_close(handle)
            throw error
        }
        unsafe ConnectWait.end(handle)
        // All of it may have come without a wait.
        guard unsafe control.adopt(mysql_get_socket(handle)) else {
            unsafe mysql_close(handle)
            throw MariaDBError(
                code: .connectFailed,
                message:
                    "cannot connect to \(parameters.address): this process has no descriptor left; raise its limit of open files"
            )
        }
        unsafe LocalInfile.forbid(handle)
        // Connector/C leaves the socket open to programs that this process starts.
        unsafe _ = fcntl(mysql_get_socket(handle), F_SETFD, FD_CLOEXEC)
        return unsafe Session(connected: handle, parameters, control)
    }

    /// Every option that decides what leaves this process is set, whatever its default: defaults differ between versions of
    /// Connector/C, and some are unsafe.
    private static func setOptions(of handle: UnsafeMutablePointer<MYSQL>, _ parameters: SessionParameters) throws(MariaDBError) {
        let isSocket = if case .unixSocket = parameters.address { true } else { false }
        // Without it, `localhost` means a unix socket even where a port is given.
        unsafe set(handle, MYSQL_OPT_PROTOCOL, isSocket ? MYSQL_PROTOCOL_SOCKET.rawValue : MYSQL_PROTOCOL_TCP.rawValue)
        unsafe set(handle, MYSQL_OPT_CONNECT_TIMEOUT, parameters.connectTimeoutSeconds)
        unsafe mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        // Otherwise a server may ask for any file of this machine, and gets it.
        unsafe LocalInfile.announce(handle)
        // A silent reconnect would lose transactions, variables and locks.
        unsafe set(handle, MYSQL_OPT_RECONNECT, my_bool(0))
        unsafe try setTLSOptions(of: handle, parameters.tls)
        unsafe try setAuthenticationOptions(of: handle, parameters.authentication, for: parameters.password)
    }

    /// Connector/C reads exactly as many bytes as the option's type has, so the value must have that type.
    static func set<Value: BitwiseCopyable>(
        _ handle: UnsafeMutablePointer<MYSQL>, _ option: mysql_option, _ value: Value
    ) {
        unsafe withUnsafePointer(to: value) { unsafe _ = mysql_options(handle, option, $0) }
    }

    private static func open(_ handle: UnsafeMutablePointer<MYSQL>, _ parameters: SessionParameters) -> Bool {
        let host: String
        let port: UInt32
        let socket: String?
        switch parameters.address {
        case .tcp(let name, let number): (host, port, socket) = (name, UInt32(clamping: number), nil)
        case .unixSocket(let path): (host, port, socket) = ("localhost", 0, path)
        }
        // Host, user and password are never NULL: then Connector/C would ask the environment.
        return unsafe mysql_real_connect(
            handle, host, parameters.user, parameters.password.revealed, parameters.database, port, socket,
            UInt(CLIENT_MULTI_RESULTS) | (parameters.countsFoundRows ? UInt(CLIENT_FOUND_ROWS) : 0)
        ) != nil
    }
}
