/// What went wrong, as a value to branch on.
///
/// Branch on ``code`` for the kind of failure, on ``number`` and ``sqlState`` for what the server said. The statement's text is
/// kept in ``sql``; bind values and passwords are not, so an error can be logged as it is.
public struct MariaDBError: Error, Sendable {
    /// The kind of failure.
    public var code: Code

    /// One line for people: what was wrong, and where possible what to do about it. Never holds a password or a bind value.
    public var message: String

    /// The error number, if the server or Connector/C gave one.
    ///
    /// Numbers from 2000 to 2061 and from 5000 to 5026 are made by Connector/C (`errmsg.h`), all others come from the server
    /// (MariaDB manual, "MariaDB Error Codes").
    public var number: Int?

    /// The five characters of the SQLSTATE, if the server or Connector/C gave one.
    public var sqlState: String?

    /// The statement that failed, without its bind values.
    public var sql: String?

    /// The file of the call that failed, as `#fileID`.
    public var file: String?

    /// The line of the call that failed.
    public var line: Int?

    /// The results that a procedure or a script gave before it failed, from the first on; empty for everything else. If each
    /// statement of a script gives one result, the next one is the one that failed.
    public internal(set) var completedResults: [MariaDBResultSet] = []

    /// The error behind this one, for example the one thrown while opening a thread.
    public var underlying: (any Error)?

    /// For a ``MariaDBQuerying/executeMany(_:_:transaction:file:line:)`` that failed: which rows are in.
    public var bulk: MariaDBBulkFailure?

    /// The branch of a distributed transaction that may be prepared at the server and was not ended; ``outcomeUnknown`` is set then.
    public var xid: MariaDBXID?

    /// Whether the statement may have been executed although it failed: it was sent, it does more than read, and the connection was
    /// lost before its answer had come. Such a statement is never repeated by this library; whether it may be is for you to say, by
    /// looking for its effect or because it does no harm twice.
    public var outcomeUnknown = false

    /// Makes an error; users need this to throw the library's own kind from a ``MariaDBDecodable`` of theirs.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - message: One line for people; never put a secret or a bind value in it.
    ///   - number: The server's or Connector/C's error number.
    ///   - sqlState: The five characters of the SQLSTATE.
    ///   - sql: The statement, without its bind values.
    ///   - underlying: The error behind this one.
    public init(
        code: Code,
        message: String,
        number: Int? = nil,
        sqlState: String? = nil,
        sql: String? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.number = number
        self.sqlState = sqlState
        self.sql = sql
        self.underlying = underlying
    }

    /// The same error with the place of the call and, if it has none yet, the statement.
    func at(_ location: CallSite, sql: String? = nil) -> MariaDBError {
        var error = self
        error.file = error.file ?? location.file
        error.line = error.line ?? location.line
        error.sql = error.sql ?? sql
        return error
    }
}

extension MariaDBError: CustomStringConvertible {
    /// The message, followed by the error number and the SQLSTATE in brackets.
    public var description: String {
        switch (number, sqlState) {
        case (let number?, let sqlState?): "\(message) (\(number), SQLSTATE \(sqlState))"
        case (let number?, nil): "\(message) (\(number))"
        default: message
        }
    }
}

extension MariaDBError: CustomDebugStringConvertible {
    /// Everything but secrets, in one line: code, message, numbers, statement, place of the call.
    public var debugDescription: String {
        var text = "MariaDBError(\(code)): \(description)"
        if let sql { text += "; in: \(sql)" }
        if let file, let line { text += "; at \(file):\(line)" }
        if let underlying { text += "; because: \(underlying)" }
        return text
    }
}
