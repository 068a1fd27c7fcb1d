#if Metrics
internal import CoreMetrics
#endif

extension MariaDBClient.Configuration {
    /// Who counts what the client does. `nil` if nobody wants to know, which is all that it then costs.
    func makeObserver() -> (any ClientObserver)? {
        #if Metrics
        let factory = connection.observability.metricsFactory ?? MetricsSystem.factory
        return factory is NOOPMetricsHandler ? nil : ClientMetrics(factory, pool: name ?? defaultName, limits)
        #else
        return nil
        #endif
    }

    /// What OpenTelemetry calls a pool without a name: `server.address:server.port/db.namespace`.
    private var defaultName: String {
        let database = connection.database.map { "/" + $0 } ?? ""
        return "\(connection.address)\(database)"
    }
}
