import MariaDB

/// A query that takes its time: when will the clocks change in a city, beside a wait at the server.
enum CityQuery {
    /// How long the server waits. It stands for a query that is heavy, or a server that is far away.
    static let seconds = 0.25

    static let cities = [
        "Africa/Cairo", "Africa/Casablanca", "Africa/Lagos", "America/Bogota", "America/Havana", "America/New_York",
        "America/Santiago", "Antarctica/Troll", "Asia/Beirut", "Asia/Kolkata", "Asia/Tokyo", "Atlantic/Azores",
        "Australia/Lord_Howe", "Australia/Sydney", "Europe/Athens", "Europe/Chisinau", "Europe/Dublin", "Europe/Istanbul",
        "Pacific/Auckland", "Pacific/Honolulu",
    ]

    /// - Returns: When the clocks change next, in seconds since 1970; `nil` if they stay as they are.
    static func nextChange(in city: String, over connection: MariaDBConnection) async throws -> Int? {
        let (_, time) = try await connection.fetchOne(
            """
            SELECT SLEEP(\(seconds)), (
                SELECT MIN(Transition_time)
                FROM mysql.time_zone_name JOIN mysql.time_zone_transition USING (Time_zone_id)
                WHERE Name = \(city) AND Transition_time > UNIX_TIMESTAMP())
            """,
            as: (Int, Int?).self
        )
        return time
    }
}
