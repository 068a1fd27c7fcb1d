/// What a pool keeps to. Checked and made sane by whoever makes it: ``MariaDBClientConfiguration``.
struct PoolLimits: Sendable {
    /// Connections that are kept although nobody needs them.
    var minimum = 0
    /// Connections that exist at once, those that are being made or closed included.
    var maximum = 10
    /// Attempts to connect that run at once, so that a spike of demand makes no spike of logins.
    var maximumConnecting = 4
    /// A connection above the minimum is closed after this long without use.
    var idleTimeout = Duration.seconds(600)
    /// A connection is not used for longer than this, less up to a tenth by chance, so that they do not all end at once.
    var maximumLifetime = Duration.seconds(1_800)
    /// A lease that lasts longer than this is reported.
    var leakThreshold: Duration?
}
