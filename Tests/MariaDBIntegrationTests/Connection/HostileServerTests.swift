import MariaDB
import Testing

@Suite("A hostile server")
struct HostileServerTests {
    @Test("gets no password in clear, however it asks", arguments: ["mysql_clear_password", "dialog", "mysql_old_password"])
    func clearPassword(plugin: String) async throws {
        let scripts: [[ScriptedPeer.Step]] = [
            [.send(ProtocolBytes.greeting(plugin: plugin)), .read, .send(ProtocolBytes.ok(2)), .silence],
            [
                .send(ProtocolBytes.greeting(plugin: "mysql_native_password")), .read,
                .send(ProtocolBytes.authenticationSwitch(to: plugin)), .read, .send(ProtocolBytes.ok(4)), .silence,
            ],
        ]
        for steps in scripts {
            let peer = try ScriptedPeer(steps)
            defer { peer.stop() }
            var configuration = MariaDBConfiguration(host: "127.0.0.1", port: peer.port, user: "app", password: "hunter2")
            configuration.connectTimeout = .seconds(2)
            do {
                try await MariaDBConnection.connect(to: configuration).close()
            } catch let error as MariaDBError {
                #expect(error.code == .connectFailed, "\(error)")
            }
            #expect(!contains(peer.bytes, "hunter2"))
        }
    }

    @Test("gets no RSA-wrapped password either: over TCP caching_sha2_password is not allowed without TLS")
    func fullSHA2() async throws {
        let peer = try ScriptedPeer([
            .send(ProtocolBytes.greeting(plugin: "mysql_native_password")), .read,
            .send(ProtocolBytes.authenticationSwitch(to: "caching_sha2_password")), .read, .silence,
        ])
        defer { peer.stop() }
        var configuration = MariaDBConfiguration(host: "127.0.0.1", port: peer.port, user: "app", password: "hunter2")
        configuration.connectTimeout = .seconds(2)
        let error = await #expect(throws: MariaDBError.self) { try await MariaDBConnection.connect(to: configuration) }
        #expect(error?.code == .connectFailed)
        #expect(!contains(peer.bytes, "hunter2"))
    }

    @Test("gets no file: a request for one is refused, whatever the statement")
    func localInfile() async throws {
        let path = #filePath
        let peer = try ScriptedPeer([
            .send(ProtocolBytes.greeting(plugin: "mysql_native_password")), .read, .send(ProtocolBytes.ok(2)), .read,
            .send(ProtocolBytes.localInfile(1, path)), .read, .send(ProtocolBytes.ok(3)), .silence,
        ])
        defer { peer.stop() }
        let configuration = MariaDBConfiguration(host: "127.0.0.1", port: peer.port, user: "app")
        let connection = try await MariaDBConnection.connect(to: configuration)
        let error = await #expect(throws: MariaDBError.self) {
            try await connection.execute("LOAD DATA LOCAL INFILE 'x' INTO TABLE t")
        }
        #expect(error?.code == .client, "\(String(describing: error))")
        await connection.close()
        #expect(!contains(peer.bytes, "A hostile server"))
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let needle = Array(text.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: needle) }
    }
}
