/// What a pool has done since it was made.
struct PoolStatistics: Sendable {
    var acquired = 0
    var waited = 0
    var timeWaited = Duration.zero
    var timeouts = 0
    var connected = 0
    var connectFailures = 0
}
