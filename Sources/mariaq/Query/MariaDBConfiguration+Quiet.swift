import MariaDB

extension MariaDBConfiguration {
    /// Without records of slow statements: who waits at a terminal sees for himself.
    var quiet: MariaDBConfiguration {
        var configuration = self
        configuration.observability.slowStatementThreshold = nil
        return configuration
    }
}
