/// What a server is asked to report of a session, besides what it reports anyway: the default database and, unless it was set up
/// otherwise, `autocommit`, `time_zone` and three variables of the character set.
///
/// It is asked once after connecting, and again after every reset and change of the user: one round trip. After that it costs some
/// bytes in the answers to statements that have changed something. ``MariaDBConnection/sessionState`` holds what was reported.
public struct MariaDBSessionTracking: Sendable, Hashable {
    /// System variables by name, such as `sql_mode`; `*` for all. They come on top of those that the server tracks by itself.
    public var variables: [String]

    /// Whether to report the global transaction identifier of each commit (`last_gtid`; on MySQL `session_track_gtids`).
    public var gtid: Bool

    /// Whether to report what happens in transactions (`session_track_transaction_info`).
    ///
    /// A server that tracks this can not say in the answer to a SELECT inside a transaction what has changed, so that
    /// ``MariaDBSessionReset/whenChanged`` resets the connection of a client after each transaction that has read.
    public var transaction: Bool

    /// Asks for nothing unless told.
    public init(variables: [String] = [], gtid: Bool = false, transaction: Bool = false) {
        self.variables = variables
        self.gtid = gtid
        self.transaction = transaction
    }
}

extension MariaDBSessionTracking {
    /// Whether the server does what it does anyway.
    var isDefault: Bool { self == MariaDBSessionTracking() }

    /// The assignments of a SET statement, joined by commas. Names have been checked.
    func assignments(isMariaDB: Bool) -> String {
        var assignments: [String] = []
        let names = variables + (gtid && isMariaDB ? ["last_gtid"] : [])
        if names.contains("*") {
            assignments.append("session_track_system_variables = '*'")
        } else if !names.isEmpty {
            // A list with an empty name or with a `*` among others is refused (1193).
            let old = "@@session_track_system_variables"
            let list = "CONCAT_WS(',', NULLIF(\(old), ''), '\(names.joined(separator: ","))')"
            assignments.append("session_track_system_variables = IF(\(old) = '*', '*', \(list))")
        }
        if gtid, !isMariaDB { assignments.append("session_track_gtids = 'OWN_GTID'") }
        if transaction { assignments.append("session_track_transaction_info = 'STATE'") }
        return assignments.joined(separator: ", ")
    }

    func check() throws(MariaDBError) {
        for name in variables where name != "*" {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
                throw SessionParameters.invalid("'\(name)' among the variables to be tracked is no name of a system variable")
            }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
