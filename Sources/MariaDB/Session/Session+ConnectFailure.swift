extension Session {
    /// The error of an attempt to connect, in words that name what was tried.
    static func connectFailure(_ failure: MariaDBError, _ parameters: SessionParameters) -> MariaDBError {
        var error = unwrapped(failure)
        error.code = loginCode(error)
        switch error.code {
        case .connectTimeout:
            return timeout(parameters, underlying: error)
        case .tlsNotOffered:
            return tlsNotOffered(parameters, number: error.number)
        case .accessDenied where error.number == 1045 && !parameters.tls.isRequired && parameters.tls.mode != .prefer:
            error.message += "; if the account needs TLS, require it"
        default:
            break
        }
        let message = loginMessage(error, parameters.authentication)
        error.message = "cannot connect to \(parameters.address) as '\(parameters.user)': \(message)"
        return error
    }

    /// The kind of a failure to log in, by its number; a few of Connector/C's own are told by their text only.
    static func loginCode(_ error: MariaDBError) -> MariaDBError.Code {
        switch error.number {
        // Access denied to the server, to the database; unknown database; a plugin without a password denies.
        case 1044, 1045, 1049, 1698: .accessDenied
        // The host is blocked, or not allowed.
        case 1129, 1130: .hostNotAllowed
        case 1820, 1862: .passwordExpired
        // MariaDB's, MySQL's.
        case 4151, 3118: .accountLocked
        case 1040: .tooManyConnections
        // max_user_connections, by the server's variable and by the account's own limit.
        case 1203, 1226: .userLimitReached
        case 2013 where isTimeout(error.message): .connectTimeout
        case 2026: TLSParameters.failure(error.message)
        case 5010: .authenticationNotAllowed
        case let number? where !ServerError.isMadeByClient(number): .server
        default: .connectFailed
        }
    }

    /// What was said, or our own words where Connector/C's are of no use.
    static func loginMessage(_ error: MariaDBError, _ authentication: AuthenticationParameters) -> String {
        // Its own text names a random word.
        guard error.code == .authenticationNotAllowed else { return error.message }
        let allowed =
            "the server asks to log in in a way that is not allowed here; allowed are "
            + authentication.plugins(for: "").joined(separator: ", ")
        return authentication.isPrivate
            ? allowed + "; a password in clear, as PAM needs it, has to be allowed"
            : allowed + "; others, which send the password, need a unix socket or TLS with a check of the server's certificate"
    }

    /// Where TLS is wanted, Connector/C hides what the server says before it, such as "too many connections", behind error 2002:
    /// nobody has proven to be the server yet. The number is still what decides about trying again.
    private static func unwrapped(_ error: MariaDBError) -> MariaDBError {
        guard error.number == 2002, let start = error.message.firstRange(of: "cannot be verified: ") else { return error }
        let parts = error.message[start.upperBound...].split(separator: " ", maxSplits: 2)
        guard parts.count == 3, parts[1] == "-", let number = Int(parts[0]), !ServerError.isMadeByClient(number) else {
            return error
        }
        var error = error
        error.number = number
        error.sqlState = nil
        error.message = "\(parts[2]) (said before TLS, so perhaps by somebody else)"
        return error
    }

    /// The error for an attempt that took too long.
    static func timeout(_ parameters: SessionParameters, underlying: MariaDBError? = nil) -> MariaDBError {
        MariaDBError(
            code: .connectTimeout,
            message: "cannot connect to \(parameters.address): no answer within the connect time-out",
            number: underlying?.number,
            sqlState: underlying?.sqlState
        )
    }

    /// Connector/C gives the system's `ETIMEDOUT` in the text only.
    private static func isTimeout(_ message: String) -> Bool {
        message.hasSuffix("system error: 110") || message.hasSuffix("system error: 60")
    }
}
