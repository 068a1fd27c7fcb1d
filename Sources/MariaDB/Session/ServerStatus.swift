/// The status flags that come with every answer (MariaDB manual, "OK_Packet", server status flag).
struct ServerStatus: OptionSet, Sendable {
    let rawValue: UInt32

    static let inTransaction = ServerStatus(rawValue: 1)
    static let autocommit = ServerStatus(rawValue: 2)
    static let inReadOnlyTransaction = ServerStatus(rawValue: 0x2000)
    /// Something of the session's state has changed, if the server was asked to tell.
    static let sessionStateChanged = ServerStatus(rawValue: 0x4000)
}
