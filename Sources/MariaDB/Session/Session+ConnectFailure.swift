extension Session {
    /// The error of an attempt to connect, in words that name what was tried.
    static func connectFailure(_ error: MariaDBError, _ parameters: SessionParameters) -> MariaDBError {
        var error = error
        switch error.number {
        // Access denied to the server, to the database; host not allowed; unknown database; account locked or expired.
        case 1044, 1045, 1049, 1129, 1130, 1698, 1820, 1862, 4151:
            error.code = .accessDenied
        case 2013 where isTimeout(error.message):
            return timeout(parameters, underlying: error)
        case let number? where !ServerError.isMadeByClient(number):
            error.code = .server
        default:
            error.code = .connectFailed
        }
        error.message = "cannot connect to \(parameters.address) as '\(parameters.user)': \(error.message)"
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
