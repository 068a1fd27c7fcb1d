internal import CMariaDB

/// An error as Connector/C holds it, copied out, and what it means for the connection.
struct ServerError {
    let error: MariaDBError
    /// The connection can not be used any more.
    let endsConnection: Bool

    /// The error of the last call on a connection.
    init(_ handle: UnsafeMutablePointer<MYSQL>) {
        unsafe self.init(
            number: Int(mysql_errno(handle)),
            sqlState: mysql_sqlstate(handle),
            message: mysql_error(handle)
        )
    }

    /// The error of the last call on a statement.
    ///
    /// A statement sometimes fails and says 0 (libmariadb leaves the number in the connection only), so both are asked.
    init(_ statement: UnsafeMutablePointer<MYSQL_STMT>, _ handle: UnsafeMutablePointer<MYSQL>) {
        guard unsafe mysql_stmt_errno(statement) != 0 else {
            unsafe self.init(handle)
            return
        }
        unsafe self.init(
            number: Int(mysql_stmt_errno(statement)),
            sqlState: mysql_stmt_sqlstate(statement),
            message: mysql_stmt_error(statement)
        )
    }

    private init(number: Int, sqlState: UnsafePointer<CChar>?, message: UnsafePointer<CChar>?) {
        // The text may hold any bytes: it is repaired, not trusted. It lives until the next call only.
        let text = unsafe message.map { unsafe String(cString: $0) } ?? ""
        let state = unsafe sqlState.map { unsafe String(cString: $0) } ?? ""
        self.init(number: number, sqlState: state, message: text)
    }

    init(number: Int, sqlState: String, message: String) {
        // An error packet too short to hold an error, or a row with too few cells: Connector/C has no number for it.
        let isUnknown = number == 2000 && message.hasPrefix("Unknown or undefined error")
        let code = isUnknown ? .malformedPacket : Self.code(number)
        error = MariaDBError(
            code: code,
            message: number == 0 || isUnknown ? "the server's answer could not be understood" : message,
            number: number == 0 ? nil : number,
            // Connector/C gives "00000", success, with some of its own errors.
            sqlState: sqlState.isEmpty || sqlState == "00000" ? nil : sqlState
        )
        endsConnection = code == .connectionLost || code == .malformedPacket
    }

    /// The statement was ended by a KILL.
    static let killed = 1317

    /// The numbers are those of `errmsg.h` and of the server's list of errors.
    private static func code(_ number: Int) -> MariaDBError.Code {
        switch number {
        // Failed without a number: something answered that is not the protocol.
        case 0: .malformedPacket
        // Gone, lost, lost at a given place, the TLS layer failed.
        case 2006, 2013, 2055, 2026: .connectionLost
        // Commands out of sync, malformed packet, an error packet without an error: what comes next belongs to nobody.
        case 2014, 2027, 5026: .malformedPacket
        // The server shuts down, the connection was killed, the idle time-out of MySQL.
        case 1053, 1927, 4031: .connectionLost
        case 1820: .passwordExpired
        // The server's own limit: MariaDB's and MySQL's.
        case 1969, 3024: .statementTimeout
        case killed: .cancelled
        case _ where isMadeByClient(number): .client
        default: .server
        }
    }

    /// Whether Connector/C made the error and not the server.
    static func isMadeByClient(_ number: Int) -> Bool {
        (2000...2061).contains(number) || (5000...5026).contains(number)
    }
}
