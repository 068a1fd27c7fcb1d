import MariaDB
import MariaDBTesting
import Testing

@Suite("The state of a session")
struct SessionStateTests {
    private func withTracking<Value>(
        _ tracking: MariaDBSessionTracking, _ body: (MariaDBConnection) async throws -> Value
    ) async throws -> Value {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.sessionTracking = tracking
            return try await MariaDBConnection.withConnection(to: configuration, body)
        }
    }

    /// A server that gives its transactions identifiers.
    private func withBinaryLog(_ body: (MariaDBConfiguration) async throws -> Void) async throws {
        try await MariaDBServer.withServer(.init(arguments: ["--log-bin", "--server-id=7"])) { server in
            var configuration = server.configuration
            configuration.sessionTracking.gtid = true
            try await MariaDBConnection.withConnection(to: configuration) { (connection: MariaDBConnection) async throws in
                try await connection.execute("CREATE DATABASE d")
                try await connection.execute("CREATE TABLE d.t (a INT)")
            }
            configuration.database = "d"
            try await body(configuration)
        }
    }

    @Test("tells the default database, whichever way it was chosen")
    func database() async throws {
        try await withTestConnection { (connection: MariaDBConnection) async throws in
            let own = try await connection.fetchOne("SELECT DATABASE()", as: String.self)
            #expect(await connection.sessionState.database == own)
            try await connection.execute("USE information_schema")
            #expect(await connection.sessionState.database == "information_schema")
            try await connection.select(database: own)
            #expect(await connection.sessionState.database == own)
            _ = try await connection.executeScript(unsafeSQL: "USE mysql; SET time_zone = '+04:00'; SELECT 1")
            #expect(await connection.sessionState.database == "mysql")
            // Reported by an answer in the middle of the script.
            #expect(await connection.sessionState.variables["time_zone"] == "+04:00")
        }
    }

    @Test("is a new one with a new user")
    func changedUser() async throws {
        try await withTestDatabase { configuration in
            var configuration = configuration
            configuration.sessionTracking.variables = ["sql_mode"]
            try await MariaDBConnection.withConnection(to: configuration) { (connection: MariaDBConnection) async throws in
                try await connection.execute("SET sql_mode = ''")
                try await connection.changeUser(
                    to: MariaDBCredentials(user: configuration.user, password: configuration.password), database: "mysql")
                #expect(await connection.sessionState.database == "mysql")
                #expect(await connection.sessionState.variables == [:])
                try await connection.execute("SET sql_mode = ''")
                #expect(await connection.sessionState.variables == ["sql_mode": ""])
            }
        }
    }

    @Test("tells the variables that have changed, also those of other protocols and of perform")
    func variables() async throws {
        try await withTestConnection { (connection: MariaDBConnection) async throws in
            #expect(await connection.sessionState.variables == [:])
            try await connection.execute("SET time_zone = \("+01:00")")
            #expect(await connection.sessionState.variables == ["time_zone": "+01:00"])
            // Nothing about the session: what was known stays.
            try await connection.execute("CREATE TABLE t (a INT)")
            _ = try await connection.fetchAll("SELECT 1")
            await #expect(throws: MariaDBError.self) { try await connection.execute("SET time_zone = 'nowhere'") }
            #expect(await connection.sessionState.variables == ["time_zone": "+01:00"])
            let inside = try await connection.perform { session in
                try session.execute("SET time_zone = '+02:00'")
                return session.state.variables
            }
            #expect(inside == ["time_zone": "+02:00"])
            try await connection.pipeline { pipeline in
                pipeline.execute("SET time_zone = '+03:00'")
                pipeline.execute("DO 1")
            }
            #expect(await connection.sessionState.variables == ["time_zone": "+03:00"])
            try await connection.execute("SET autocommit = 0, NAMES latin1")
            let state = await connection.sessionState
            #expect(!state.isAutocommit)
            #expect(state.variables["autocommit"] == "OFF" && state.variables["character_set_client"] == "latin1")
        }
    }

    @Test("tells of variables that were asked for, besides those of the server")
    func chosenVariables() async throws {
        try await withTracking(MariaDBSessionTracking(variables: ["sql_mode"])) { (connection: MariaDBConnection) async throws in
            #expect(await connection.sessionState.variables == [:])
            try await connection.execute("SET sql_mode = 'ANSI_QUOTES', time_zone = '+01:00'")
            #expect(await connection.sessionState.variables == ["sql_mode": "ANSI_QUOTES", "time_zone": "+01:00"])
        }
        try await withTracking(MariaDBSessionTracking(variables: ["*"])) { (connection: MariaDBConnection) async throws in
            try await connection.execute("SET lock_wait_timeout = 77")
            #expect(await connection.sessionState.variables["lock_wait_timeout"] == "77")
        }
    }

    @Test("is refused at connecting if the server has no such variable, or it is no name")
    func unknownVariable() async throws {
        try await withTestDatabase { configuration in
            for name in ["no_such_variable", "a'b"] {
                var configuration = configuration
                configuration.sessionTracking.variables = [name]
                let error = await #expect(throws: MariaDBError.self) {
                    try await MariaDBConnection.connect(to: configuration)
                }
                #expect(error?.code == .invalidConfiguration, "\(String(describing: error))")
                #expect(error?.message.contains(name) == true)
            }
        }
    }

    @Test("tells what has happened in the transaction")
    func transaction() async throws {
        try await withTracking(MariaDBSessionTracking(transaction: true)) { (connection: MariaDBConnection) async throws in
            try await connection.execute("CREATE TABLE t (a INT) ENGINE = InnoDB")
            #expect(await connection.sessionState.transaction?.isOpen == false)
            try await connection.begin()
            var state = await connection.sessionState
            #expect(state.isInTransaction && !state.isTransactionReadOnly)
            #expect(state.transaction?.isOpen == true && state.transaction?.hasWritten == false)
            try await connection.execute("INSERT INTO t VALUES (\(1))")
            #expect(await connection.sessionState.transaction?.hasWritten == true)
            #expect(await connection.sessionState.transaction?.hasWrittenForGood == false)
            // The end of rows has no room for a report.
            _ = try await connection.fetchAll("SELECT a FROM t")
            #expect(await connection.sessionState.transaction == nil)
            try await connection.commit()
            #expect(await connection.sessionState.transaction?.isOpen == false)
            #expect(await !connection.sessionState.isInTransaction)

            try await connection.withTransaction(readOnly: true) { _ in
                let state = await connection.sessionState
                #expect(state.isInTransaction && state.isTransactionReadOnly)
            }
            try await connection.execute("LOCK TABLES t READ")
            state = await connection.sessionState
            #expect(state.transaction?.hasLockedTables == true)
            try await connection.execute("UNLOCK TABLES")
            try await connection.setAutocommit(false)
            try await connection.execute("INSERT INTO t VALUES (2)")
            state = await connection.sessionState
            #expect(state.transaction?.isImplicit == true && state.transaction?.hasLockedTables == false)
        }
    }

    @Test("tells the statements that begin such a transaction again, where the user asks for them")
    func characteristics() async throws {
        try await withTestConnection { (connection: MariaDBConnection) async throws in
            #expect(await connection.sessionState.transactionCharacteristics == nil)
            try await connection.execute("SET session_track_transaction_info = 'CHARACTERISTICS'")
            try await connection.execute("START TRANSACTION READ ONLY")
            #expect(await connection.sessionState.transactionCharacteristics == "START TRANSACTION READ ONLY;")
        }
    }

    @Test("tells the identifier of the last commit, over every protocol, and none that may be old")
    func gtid() async throws {
        try await withBinaryLog { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { (connection: MariaDBConnection) async throws in
                let asks: MariaDBQuery = "SELECT @@last_gtid"
                #expect(await connection.sessionState.lastGTID == nil)
                try await connection.execute("INSERT INTO t VALUES (1)")
                let first = await connection.sessionState.lastGTID
                #expect(try await connection.fetchOne(asks, as: String?.self) == first)
                try await connection.execute("INSERT INTO t VALUES (\(2))")
                let second = await connection.sessionState.lastGTID
                #expect(try await connection.fetchOne(asks, as: String?.self) == second)
                try await connection.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (3)")
                    #expect(await connection.sessionState.lastGTID == second)
                }
                let third = await connection.sessionState.lastGTID
                #expect(third != nil && third != second)
                #expect(await connection.sessionState.variables == [:])
                try await connection.executeMany("INSERT INTO t VALUES (?)", (0..<10).map { ($0) })
                let fourth = await connection.sessionState.lastGTID
                #expect(try await connection.fetchOne(asks, as: String?.self) == fourth)
                // With rows, the server has no way to tell it.
                _ = try await connection.fetchAll("INSERT INTO t VALUES (\(4)) RETURNING a")
                #expect(await connection.sessionState.lastGTID == nil)
                try await connection.withRows("INSERT INTO t VALUES (5) RETURNING a") { rows in
                    for try await _ in rows {}
                }
                #expect(await connection.sessionState.lastGTID == nil)
                try await connection.execute("INSERT INTO t VALUES (6)")
                let last = await connection.sessionState.lastGTID
                #expect(try await connection.fetchOne(asks, as: String?.self) == last)
            }
        }
    }

    @Test("is told to a client, whose connections are reset for changes and not for work")
    func pooled() async throws {
        try await withBinaryLog { configuration in
            var pool = MariaDBClient.Configuration(configuration)
            pool.maximumConnections = 1
            try await MariaDBClient.withClient(pool) { client in
                var identifiers: Set<String> = []
                for number in 0..<5 {
                    try await client.withConnection { (connection: MariaDBConnection) async throws in
                        try await connection.execute("INSERT INTO t VALUES (\(number))")
                        identifiers.insert(await connection.sessionState.lastGTID ?? "none")
                    }
                }
                #expect(identifiers.count == 5 && !identifiers.contains("none"))
                let prepared = try await client.fetchOne("SHOW STATUS LIKE 'Com_stmt_prepare'", as: (String, String).self).1
                #expect(prepared == "1", "the connection was reset although nothing of its session had changed")

                try await client.execute("SET time_zone = '+01:00'")
                try await client.withConnection { (connection: MariaDBConnection) async throws in
                    #expect(await connection.sessionState.variables == [:])
                    try await connection.execute("INSERT INTO t VALUES (9)")
                    #expect(await connection.sessionState.lastGTID != nil, "the reset has switched the tracking off")
                }
            }
        }
    }

    @Test("says nothing of a closed connection but what it last was")
    func closed() async throws {
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            try await connection.execute("SET time_zone = '+01:00'")
            await connection.close()
            let state = await connection.sessionState
            #expect(state.database == nil && !state.isInTransaction)
            #expect(state.variables == ["time_zone": "+01:00"])
        }
    }

    @Test("takes reports that make no sense, and an answer that promises one and has none")
    func hostile() async throws {
        let changed = FakeServer.Status(rawValue: 0x4002)
        /// An OK with reports behind its empty text: a type, a length and what it holds.
        func ok(_ reports: [UInt8]) -> FakeServer.Message {
            .packet([0, 0, 0, 2, 0x40, 0, 0, 0, UInt8(reports.count)] + reports)
        }
        let answers: [FakeServer.Message] = [
            .ok(status: changed), ok([]), ok([1, 0]), ok([1, 2, 1, 0xFF]), ok([0, 4, 1, 0x61, 1, 0x62]), ok([0, 2, 1, 0x61]),
            ok([0, 9, 1, 0x61, 1, 0x62]), ok([5, 250, 1]), ok([5, 3, 2, 0xC3, 0x28]), ok([9, 1, 1]), ok([3, 3, 0, 1, 0x67]),
            ok([0, 4, 0xFE, 0x61, 1, 0x62]), ok([1, 0xFC]), ok([0xFF]),
        ]
        for answer in answers {
            let script: [FakeServer.Step] = [.login(), .expect(.query()), .send(answer), .expect(.query()), .send(.ok)]
            try await FakeServer.withServer(script) { server in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                do {
                    try await connection.execute("SET a = 1")
                    try await connection.execute("SET a = 2")
                } catch let error as MariaDBError {
                    #expect(error.isConnectionLost, "\(answer): \(error)")
                }
                let state = await connection.sessionState
                #expect(state.variables.allSatisfy { $0 == "a" && $1 == "b" }, "\(answer): \(state)")
                await connection.close()
            }
        }
    }
}
