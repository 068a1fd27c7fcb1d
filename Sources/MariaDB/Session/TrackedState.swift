/// What the server has reported of a session's state.
struct TrackedState {
    /// Room for all variables of any server, many times over; a server that reports without end gets no more.
    private static let maximumSize = 1 << 20

    private(set) var variables: [String: String] = [:]
    private var size = 0
    private(set) var transaction: String?
    private(set) var characteristics: String?
    private(set) var gtid: String?

    /// One report.
    enum Report: Equatable {
        case variable(name: String, value: String)
        case database
        /// Something of the session has changed; the server does not say what.
        case change
        case gtid(String)
        case characteristics(String)
        case transaction(String)
    }

    /// Takes a report. Returns whether it tells that the session is other than it was, and not only that work was done in it.
    mutating func take(_ report: Report) -> Bool {
        switch report {
        case .variable("last_gtid", let value), .gtid(let value):
            // It is empty after a RESET of the session's variables.
            gtid = value.isEmpty ? nil : value
            return false
        case .variable(let name, let value):
            set(name, value)
            return true
        case .database, .change: return true
        case .characteristics(let text):
            characteristics = text
            return false
        case .transaction(let text):
            transaction = text
            return false
        }
    }

    /// Something has changed, and no report of it has come.
    mutating func missReport(isInTransaction: Bool) {
        if transaction != nil { transaction = nil }
        // Nothing is committed inside a transaction.
        if gtid != nil, !isInTransaction { gtid = nil }
    }

    /// From now on transactions are reported, and none is open. The server says that itself only the first time.
    mutating func beginTransactions() {
        if transaction == nil { transaction = "________" }
    }

    /// The variables are as they are to be.
    mutating func forgetVariables() {
        variables = [:]
        size = 0
    }

    private mutating func set(_ name: String, _ value: String) {
        let old = variables[name].map { name.utf8.count + $0.utf8.count } ?? 0
        let new = size - old + name.utf8.count + value.utf8.count
        guard new <= Self.maximumSize else { return }
        size = new
        variables[name] = value
    }
}
