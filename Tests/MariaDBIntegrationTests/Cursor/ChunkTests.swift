import MariaDB
import MariaDBTesting
import Testing

@Suite("A value in chunks")
struct ChunkTests {
    @Test("is whole, at every size of a chunk and of the value", arguments: [1, 7, 4096, 1 << 20])
    func wholeValues(size: Int) async throws {
        try await withTestConnection { connection in
            for length in [0, 1, 6, 7, 8, 250, 251, 4096, 70_000] where length / size < 5000 {
                let expected = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
                let (bytes, sizes) = try await connection.withChunks(of: "SELECT CAST(\(expected) AS BINARY)", size: size) {
                    chunks in
                    #expect(chunks.length == length && !chunks.column.isText)
                    var (bytes, sizes): ([UInt8], [Int]) = ([], [])
                    for try await chunk in chunks {
                        bytes += chunk
                        sizes.append(chunk.count)
                    }
                    return (bytes, sizes)
                }
                #expect(bytes == expected)
                #expect(sizes.dropLast().allSatisfy { $0 == size } && sizes.allSatisfy { (1...size).contains($0) })
            }
        }
    }

    @Test("may be larger than a packet of 16 MiB")
    func large() async throws {
        var options = MariaDBServer.Options()
        options.arguments = ["--max-allowed-packet=128M"]
        try await MariaDBServer.withServer(options) { server in
            try await MariaDBConnection.withConnection(to: server.configuration) { connection in
                let count = try await connection.withChunks(of: "SELECT REPEAT('abcdefgh', 8000000)") { chunks in
                    var count = 0
                    for try await chunk in chunks {
                        #expect(chunk.first == UInt8(ascii: "a"))
                        count += chunk.count
                    }
                    return count
                }
                #expect(count == 64_000_000)
                #expect(try await connection.fetchOne("SELECT 1", as: Int.self) == 1)
            }
        }
    }

    /// It ended as if it were whole, and took pieces of whatever the connection read next.
    @Test("is read inside of the body only")
    func keptBeyondBody() async throws {
        try await withTestConnection { connection in
            func count(_ chunks: MariaDBChunks) async throws -> Int {
                var count = 0
                for try await chunk in chunks { count += chunk.count }
                return count
            }
            let kept = try await connection.withChunks(of: "SELECT 'abcdef'", size: 2) { $0 }
            let error = await #expect(throws: MariaDBError.self) { try await count(kept) }
            #expect(error?.code == .cursorClosed && error?.file == #fileID)
            let read = try await connection.withChunks(of: "SELECT 'ghi'", size: 2) {
                (chunks: MariaDBChunks) async throws -> MariaDBChunks in
                let error = await #expect(throws: MariaDBError.self) { try await count(kept) }
                #expect(error?.code == .cursorClosed)
                #expect(try await count(chunks) == 3)
                return chunks
            }
            #expect(try await count(read) == 0, "what was read to its end has no more pieces")
        }
    }

    @Test("NULL has no chunks; no row, a second one, and other columns are errors, and the connection goes on")
    func errors() async throws {
        try await withTestConnection { connection in
            func read(_ sql: String) async throws -> Int? {
                try await connection.withChunks(of: MariaDBQuery(unsafeSQL: sql), size: 2) { chunks in
                    for try await _ in chunks {}
                    return chunks.length
                }
            }
            try await connection.ping()
            #expect(try await read("SELECT CAST(NULL AS CHAR)") == nil)
            #expect(try await read("SELECT 'abc'") == 3)
            for (sql, code, number) in [
                ("SELECT 'a' WHERE 0", MariaDBError.Code.noRows, nil), ("SELECT 'abc' UNION ALL SELECT 'b'", .tooManyRows, nil),
                ("SELECT 'a', 'b' FROM seq_1_to_1000000", .invalidQuery, nil), ("SELECT 1", .invalidQuery, nil),
                ("DO 1", .noResultSet, nil), ("SELECT a FROM nowhere", .server, 1146),
                ("SELECT CONCAT('a', (SELECT 1 UNION SELECT 2))", .server, 1242),
            ] {
                let error = await #expect(throws: MariaDBError.self) { try await read(sql) }
                #expect(
                    error?.code == code && error?.number == number && error?.line != nil, "\(sql): \(String(describing: error))")
                #expect(try await connection.fetchOne("SELECT 5", as: Int.self) == 5)
            }
        }
    }

    @Test("that is left early leaves a connection that goes on, and keeps it busy meanwhile")
    func leavingEarly() async throws {
        try await withTestConnection { connection in
            try await connection.withChunks(of: "SELECT REPEAT('x', 1000000)", size: 1000) { chunks in
                for try await _ in chunks { break }
                let error = await #expect(throws: MariaDBError.self) { try await connection.ping() }
                #expect(error?.code == .connectionBusy)
            }
            #expect(try await connection.fetchOne("SELECT 5", as: Int.self) == 5)
        }
    }

    @Test("of a connection that is closed meanwhile does not look complete, and neither do streamed rows")
    func closedMeanwhile() async throws {
        try await withTestDatabase { configuration in
            let connection = try await MariaDBConnection.connect(to: configuration)
            let chunks = await #expect(throws: MariaDBError.self) {
                try await connection.withChunks(of: "SELECT 'abcdef'", size: 2) { chunks in
                    for try await _ in chunks { await connection.close() }
                }
            }
            #expect(chunks?.isConnectionLost == true)
            let other = try await MariaDBConnection.connect(to: configuration)
            let rows = await #expect(throws: MariaDBError.self) {
                try await other.withRows("SELECT seq FROM seq_1_to_100", batch: MariaDBBatchLimit(rows: 10)) { rows in
                    for try await _ in rows { await other.close() }
                }
            }
            #expect(rows?.isConnectionLost == true)
        }
    }
}
