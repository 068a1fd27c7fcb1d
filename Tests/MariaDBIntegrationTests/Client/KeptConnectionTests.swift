import MariaDB
import Testing

@Suite("A connection that is kept beyond its lease")
struct KeptConnectionTests {
    private func expectEnded(_ body: () async throws -> Void) async {
        let error = await #expect(throws: MariaDBError.self) { try await body() }
        #expect(error?.code == .leaseEnded)
    }

    @Test("is refused, and so is what was made with it, and the client goes on")
    func idle() async throws {
        try await withTestClient(1) { client in
            let (kept, cursor) = try await client.withConnection { ($0, try await $0.cursor()) }
            await expectEnded { try await kept.execute("SET @a = 1") }
            await expectEnded { try await kept.ping() }
            await expectEnded { try await cursor.execute("SELECT 1") }
            await expectEnded { try await kept.withTransaction { _ in } }
            let id = try await client.fetchOne("SELECT CONNECTION_ID()", as: UInt64.self)
            #expect(id == kept.connectionID)
            await expectEnded { try await kept.execute("SET @a = 1") }
        }
    }

    @Test("does not speak in the middle of the next one's work")
    func inUse() async throws {
        try await withTestClient(1) { client in
            let isOver = AsyncGate()
            let late = try await client.withConnection { connection in
                Task {
                    await isOver.wait()
                    await expectEnded { try await connection.execute("SET @a = 1") }
                }
            }
            try await client.withConnection { connection in
                isOver.open()
                await late.value
                let isUnset = try await connection.fetchOne("SELECT @a IS NULL", as: Bool.self)
                #expect(isUnset)
            }
        }
    }

    @Test("is told from one that a task of the body uses, whatever kind of task it is")
    func tasks() async throws {
        try await withTestClient(1) { client in
            for _ in 1...3 {
                try await client.withConnection { connection in
                    async let child = connection.fetchOne("SELECT 1", as: Int.self)
                    let task = Task { try await connection.fetchOne("SELECT 2", as: Int.self) }
                    let detached = Task.detached { try await connection.fetchOne("SELECT 3", as: Int.self) }
                    let answers = try await (child, task.value, detached.value)
                    #expect(answers == (1, 2, 3))
                    try await connection.withTransaction { try await $0.execute("DO 1") }
                }
            }
        }
    }

    @Test("does not keep the task that kept it from using the client")
    func taskOfAnOldLease() async throws {
        func useHooks(_ configuration: inout MariaDBClient.Configuration) {
            configuration.reset = .always
            configuration.pingAfter = .zero
            configuration.onConnect = { try await $0.execute("DO 1") }
        }
        func useAllHooks(_ configuration: inout MariaDBClient.Configuration) {
            useHooks(&configuration)
            configuration.onAcquire = { try await $0.execute("DO 2") }
            configuration.onRelease = { try await $0.execute("DO 3") }
        }
        for change in [useHooks, useAllHooks] {
            try await withTestClient(1, change) { client in
                let isOver = AsyncGate()
                let (task, id) = try await client.withConnection { connection in
                    let task = Task {
                        await isOver.wait()
                        var ids: Set<UInt64> = []
                        for _ in 1...3 {
                            ids.insert(try await client.fetchOne("SELECT CONNECTION_ID()", as: UInt64.self))
                            ids.insert(
                                try await client.withConnection {
                                    try await $0.fetchOne("SELECT CONNECTION_ID()", as: UInt64.self)
                                })
                        }
                        return ids
                    }
                    return (task, connection.connectionID)
                }
                isOver.open()
                let ids = try await task.value
                #expect(ids == [id])
                #expect(client.snapshot().connected == 1)
            }
        }
    }
}
