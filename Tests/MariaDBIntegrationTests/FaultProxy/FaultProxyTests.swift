import MariaDB
import MariaDBTesting
import Testing

@Suite("The fault proxy")
struct FaultProxyTests {
    @Test("passes everything when there are no faults, and counts it", arguments: [LoopbackPlace.tcp, .unixSocket])
    func faultless(place: LoopbackPlace) async throws {
        try await FaultProxy.withProxy(to: try await MariaDBServer.sharedConfiguration(), on: place) { proxy in
            try await MariaDBConnection.withConnection(to: proxy.configuration) { connection in
                #expect(proxy.openConnections == 1)
                let text = String(repeating: "x", count: 1_000_000)
                let echo = try await connection.fetchOne("SELECT \(text)", as: String.self)
                #expect(echo == text)
            }
            #expect(try await eventually { proxy.openConnections == 0 })
            let traffic = proxy.traffic
            #expect(traffic.connections == 1 && traffic.bytesFromClients > 1_000_000 && traffic.bytesFromServer > 1_000_000)
        }
    }

    @Test("cuts in either direction, refuses, holds back, and breaks off what is open: as told while it runs")
    func switchable() async throws {
        try await FaultProxy.withProxy(to: try await MariaDBServer.sharedConfiguration()) { proxy in
            for direction in [\FaultProxy.Faults.toClient, \.toServer] {
                for ending in [FaultProxy.Faults.Ending.close, .reset] {
                    let connection = try await MariaDBConnection.connect(to: proxy.configuration)
                    try await connection.ping()
                    proxy.faults[keyPath: direction].cut = .init(after: 0, ending)
                    let error = await #expect(throws: MariaDBError.self) { try await connection.ping() }
                    #expect(error?.code == .connectionLost, "\(direction) \(ending)")
                    proxy.faults = .init()
                }
            }

            let connection = try await MariaDBConnection.connect(to: proxy.configuration)
            proxy.faults.refusesConnections = true
            let refused = await #expect(throws: MariaDBError.self) {
                try await MariaDBConnection.connect(to: proxy.configuration)
            }
            #expect(refused?.code == .connectFailed)
            proxy.faults.toClient.isHeld = true
            async let answer = connection.fetchOne("SELECT 42", as: Int.self)
            let before = proxy.traffic.bytesFromServer
            #expect(try await eventually { proxy.traffic.bytesFromServer > before })
            proxy.faults = .init()
            #expect(try await answer == 42)

            proxy.cutConnections()
            let error = await #expect(throws: MariaDBError.self) { try await connection.ping() }
            #expect(error?.code == .connectionLost)
            #expect(try await eventually { proxy.openConnections == 0 })
        }
    }

    @Test("turns over a bit of a value on its way")
    func flip() async throws {
        let server = try await MariaDBServer.sharedConfiguration()
        let bytes = try await FaultProxy.withProxy(to: server) { proxy in
            try await MariaDBConnection.withConnection(to: proxy.configuration) { _ = try await $0.execute("SELECT 'AAAA'") }
            #expect(try await eventually { proxy.openConnections == 0 })
            return proxy.traffic.bytesFromServer
        }
        // The row's end is nine bytes before the end: the closing packet.
        let flip = FaultProxy.Faults.Flip(at: bytes - 10, bit: 1)
        try await FaultProxy.withProxy(to: server, faults: .init(toClient: .init(flip: flip))) { proxy in
            try await MariaDBConnection.withConnection(to: proxy.configuration) {
                let text = try await $0.fetchOne("SELECT 'AAAA'", as: String.self)
                #expect(text == "AAAC")
            }
        }
    }

    @Test("is gone with its scope, whatever its connections are doing")
    func scope() async throws {
        let server = try await MariaDBServer.sharedConfiguration()
        let (configuration, connection) = try await FaultProxy.withProxy(to: server) { proxy in
            let connection = try await MariaDBConnection.connect(to: proxy.configuration)
            proxy.faults.toServer.isHeld = true
            return (proxy.configuration, connection)
        }
        await #expect(throws: MariaDBError.self) { try await connection.ping() }
        let error = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
        #expect(error?.code == .connectFailed)
    }
}
