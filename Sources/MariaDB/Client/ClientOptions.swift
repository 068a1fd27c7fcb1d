/// The options of a client by name, beside those of its connections: in a URL, in a configuration and in an option file.
struct ClientOptions {
    private let values: OptionValues

    static let names = [
        "acquire-timeout", "idle-timeout", "leak-threshold", "maximum-connections", "maximum-lifetime", "minimum-connections",
        "ping-after", "pool-name", "session-reset", "shutdown-timeout",
    ]

    init(_ values: OptionValues) {
        self.values = values
    }

    /// Sets what is given.
    func apply(to configuration: inout MariaDBClient.Configuration) throws(MariaDBError) {
        try set(&configuration.acquireTimeout, values.seconds("acquire-timeout"))
        try set(&configuration.idleTimeout, values.seconds("idle-timeout"))
        try set(&configuration.leakThreshold, values.secondsOrOff("leak-threshold"))
        try set(&configuration.maximumConnections, values.number("maximum-connections", 1...100_000))
        try set(&configuration.maximumLifetime, values.seconds("maximum-lifetime"))
        try set(&configuration.minimumConnections, values.number("minimum-connections", 0...100_000))
        try set(&configuration.pingAfter, values.seconds("ping-after"))
        if let name = values["pool-name"] { configuration.name = name }
        try set(
            &configuration.reset,
            values.choice("session-reset", ["when-changed": MariaDBSessionReset.whenChanged, "always": .always, "never": .never]))
        try set(&configuration.shutdownTimeout, values.seconds("shutdown-timeout"))
        guard configuration.minimumConnections <= configuration.maximumConnections else {
            throw values.invalid("minimum-connections is above maximum-connections")
        }
    }

    private func set<Value>(_ target: inout Value, _ value: Value?) {
        if let value { target = value }
    }
}
