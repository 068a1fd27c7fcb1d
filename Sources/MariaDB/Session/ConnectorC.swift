internal import CMariaDB

/// What is done once for the whole process, before the first connection.
enum ConnectorC {
    /// The oldest Connector/C whose behaviour this library was checked against: 3.3.
    private static let minimumVersion: UInt = 30_300

    /// The version that runs, such as 30320 for 3.3.20.
    static var version: UInt { mysql_get_client_version() }

    /// Initialises Connector/C. It reads the environment and loads plugins at that moment, which must happen on one thread.
    private static let failure: MariaDBError? = {
        let version = Self.version
        guard version >= minimumVersion else {
            return MariaDBError(
                code: .client,
                message: "Connector/C is version \(version / 10_000).\(version / 100 % 100); install 3.3 or newer"
            )
        }
        guard mysql_server_init(0, nil, nil) == 0 else {
            return MariaDBError(code: .client, message: "Connector/C could not be initialised")
        }
        ConnectWait.prepare()
        return nil
    }()

    static func prepare() throws(MariaDBError) {
        if let failure { throw failure }
    }
}
