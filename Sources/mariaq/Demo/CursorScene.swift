import MariaDB

/// The third scene: a line of code, and what it gives.
struct CursorScene {
    let configuration: MariaDBConfiguration
    let stage: Stage

    func play() async throws {
        try stage.scene("connect, cursor, execute, fetchAll")
        try stage.code("let connection = try await MariaDBConnection.connect(to: configuration)")
        let begin = ContinuousClock.now
        let connection = try await MariaDBConnection.connect(to: configuration)
        try stage.say("connection \(connection.connectionID), in \(Time.text(since: begin))")
        do {
            try await mostChanges(connection)
            try await nextChange(connection)
        } catch {
            await connection.close()
            throw error
        }
        try stage.code("await connection.close()")
        await connection.close()
    }

    private func mostChanges(_ connection: MariaDBConnection) async throws {
        let pattern = "Europe/%"
        try stage.code(
            #"""
            let cursor = try await connection.cursor()
            try await cursor.execute("""
                SELECT Name, COUNT(*) AS changes
                FROM mysql.time_zone_name JOIN mysql.time_zone_transition USING (Time_zone_id)
                WHERE Name LIKE \(pattern) GROUP BY Name ORDER BY changes DESC, Name LIMIT 5
                """)                          // \(pattern) is a bind, never part of the SQL
            let zones = try await cursor.fetchAll(as: (String, Int).self)
            """#
        )
        let cursor = try await connection.cursor()
        try await cursor.execute(
            """
            SELECT Name, COUNT(*) AS changes
            FROM mysql.time_zone_name JOIN mysql.time_zone_transition USING (Time_zone_id)
            WHERE Name LIKE \(pattern) GROUP BY Name ORDER BY changes DESC, Name LIMIT 5
            """
        )
        let zones = try await cursor.fetchAll(as: (String, Int).self)
        await cursor.close()
        try stage.table(
            ResultTable(
                columns: [.init(name: "Name", isNumeric: false), .init(name: "changes", isNumeric: true)],
                rows: zones.map { [.text($0), .number(String($1))] }
            )
        )
    }

    private func nextChange(_ connection: MariaDBConnection) async throws {
        let zone = "Europe/Berlin"
        try stage.code(
            #"""
            let next = try await connection.fetchFirst("""
                SELECT TIMESTAMP('1970-01-01') + INTERVAL Transition_time SECOND, Abbreviation
                FROM mysql.time_zone_name JOIN mysql.time_zone_transition USING (Time_zone_id)
                JOIN mysql.time_zone_transition_type USING (Time_zone_id, Transition_type_id)
                WHERE Name = \(zone) AND Transition_time > UNIX_TIMESTAMP()
                ORDER BY Transition_time LIMIT 1
                """, as: (String, String).self)
            """#
        )
        let next = try await connection.fetchFirst(
            """
            SELECT TIMESTAMP('1970-01-01') + INTERVAL Transition_time SECOND, Abbreviation
            FROM mysql.time_zone_name JOIN mysql.time_zone_transition USING (Time_zone_id)
            JOIN mysql.time_zone_transition_type USING (Time_zone_id, Transition_type_id)
            WHERE Name = \(zone) AND Transition_time > UNIX_TIMESTAMP()
            ORDER BY Transition_time LIMIT 1
            """,
            as: (String, String).self
        )
        // Systems with "slim" time zone files keep the rule for future changes and not the changes.
        try stage.say(next.map { "\(zone) goes over to \($1) at \($0) UTC" } ?? "no change of \(zone) is known from now on")
    }
}
