import MariaDB
import Testing

@Suite("Decodable types")
struct DecodableTests {
    private enum Status: String, Decodable { case open, closed }
    private struct Address: Decodable, Equatable { var street: String; var numbers: [Int] }
    private struct User: Decodable, Equatable {
        var id: UInt64
        var fullName: String?
        var isActive: Bool
        var balance: Double
        var status: Status?
        var address: Address?
        var nowhere: Int?
    }

    private static let table: MariaDBQuery = """
        CREATE TABLE users (
            id BIGINT UNSIGNED PRIMARY KEY, full_name VARCHAR(20), is_active BOOLEAN, balance DECIMAL(10, 2),
            status ENUM('open', 'closed'), address JSON)
        """

    private static let users = [
        User(
            id: .max, fullName: "Zoë 😀", isActive: true, balance: 12.5, status: .closed,
            address: Address(street: "Å", numbers: [1, 2])),
        User(id: 1, isActive: false, balance: -0.01),
    ]

    private func withUsers(_ body: (MariaDBConnection) async throws -> Void) async throws {
        try await withTestConnection { connection in
            try await connection.execute(Self.table)
            try await connection.execute(
                """
                INSERT INTO users VALUES (\(UInt64.max), \("Zoë 😀"), \(true), \("12.50"), 'closed',
                \(#"{"street": "Å", "numbers": [1, 2]}"#)), (1, NULL, \(false), \("-0.01"), NULL, NULL)
                """)
            try await body(connection)
        }
    }

    private static let queries: [MariaDBQuery] = [
        "SELECT * FROM users ORDER BY id DESC", "SELECT * FROM users WHERE id > \(0) ORDER BY id DESC",
    ]

    @Test("are read by every fetch of a connection, as text and with binds")
    func connection() async throws {
        try await withUsers { connection in
            try await connection.ping()
            for query in Self.queries {
                #expect(try await connection.fetchAll(query, as: User.self, options: .snakeCase) == Self.users)
                #expect(try await connection.fetchFirst(query, as: User.self, options: .snakeCase) == Self.users[0])
                #expect(try await connection.fetchOne("\(query) LIMIT 1", as: User.self, options: .snakeCase) == Self.users[0])
            }
            #expect(try await connection.fetchFirst("SELECT * FROM users WHERE 0", as: User.self) == nil)
            let none = await #expect(throws: MariaDBError.self) {
                try await connection.fetchOne("SELECT * FROM users WHERE 0", as: User.self)
            }
            #expect(none?.code == .noRows)
            let many = await #expect(throws: MariaDBError.self) {
                try await connection.fetchOne("SELECT * FROM users", as: User.self)
            }
            #expect(many?.code == .tooManyRows)
        }
    }

    @Test("are read by every fetch inside perform")
    func session() async throws {
        try await withUsers { connection in
            try await connection.perform { session in
                for query in Self.queries {
                    let all = try session.fetchAll(query, as: User.self, options: .snakeCase)
                    let first = try session.fetchFirst(query, as: User.self, options: .snakeCase)
                    let one = try session.fetchOne("\(query) LIMIT 1", as: User.self, options: .snakeCase)
                    let rows = try [session.fetchFirst(query), session.fetchOne("\(query) LIMIT 1")]
                    #expect(all == Self.users && first == Self.users[0] && one == Self.users[0])
                    #expect(rows.map { $0?.columns.count } == [6, 6])
                }
            }
            let error = await #expect(throws: MariaDBError.self) {
                try await connection.perform { try $0.fetchAll("SELECT 'secret' AS id", as: User.self).count }
            }
            #expect(error?.code == .decodingFailed && error?.sql == "SELECT 'secret' AS id")
        }
    }

    @Test("are read by every fetch of a cursor")
    func cursor() async throws {
        try await withUsers { connection in
            let cursor = try await connection.cursor()
            for query in Self.queries {
                try await cursor.execute(query)
                #expect(try await cursor.fetchOne(as: User.self, options: .snakeCase) == Self.users[0])
                #expect(try await cursor.fetchMany(5, as: User.self, options: .snakeCase) == [Self.users[1]])
                #expect(try await cursor.fetchOne(as: User.self, options: .snakeCase) == nil)
                try await cursor.execute(query)
                #expect(try await cursor.fetchAll(as: User.self, options: .snakeCase) == Self.users)
            }
        }
    }

    @Test("that do not fit name the statement and the place of the call")
    func errors() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            let query: MariaDBQuery = "SELECT 1 AS id, 'secret' AS isActive"
            let line = #line + 1
            let error = await #expect(throws: MariaDBError.self) { try await connection.fetchAll(query, as: User.self) }
            #expect(error?.message.contains("column 'isActive' (VARCHAR) of row 0 can not be read as Bool") == true)
            #expect(error?.line == line && error?.sql == query.sql)
            #expect(error.map { String(reflecting: $0.message).contains("secret") } == false)
            let cursor = try await connection.cursor()
            try await cursor.execute(query)
            let fetchLine = #line + 1
            let ofCursor = await #expect(throws: MariaDBError.self) { try await cursor.fetchAll(as: User.self) }
            #expect(ofCursor?.line == fetchLine && ofCursor?.file == #fileID)
            try cursor.scroll(to: 0)
            let ofTuple = await #expect(throws: MariaDBError.self) { try await cursor.fetchOne(as: (Int, Int).self) }
            #expect(ofTuple?.code == .decodingFailed && ofTuple?.file == #fileID)
        }
    }

    @Test("do not get into the way of plain values and tuples, whichever form of fetch it is")
    func overloads() async throws {
        try await withTestConnection { connection in
            try await connection.ping()
            #expect(try await connection.fetchAll("SELECT 1", as: Int.self) == [1])
            #expect(try await connection.fetchOne("SELECT 1", as: Int?.self) == 1)
            #expect(try await connection.fetchFirst("SELECT 1", as: Int.self) == 1)
            #expect(try await connection.fetchAll("SELECT x'00ff'", as: [UInt8].self) == [[0, 255]])
            #expect(try await connection.fetchOne("SELECT 1, 'a'", as: (Int, String).self) == (1, "a"))
            #expect(try await connection.fetchAll("SELECT 'open'", as: Status.self) == [.open])
            #expect(try await connection.fetchAll("SELECT '[1,2]'", as: [Int].self) == [[1, 2]])
            func generic<Value: Decodable & Sendable>(_ type: Value.Type) async throws -> [Value] {
                try await connection.fetchAll("SELECT 7 AS id", as: type)
            }
            #expect(try await generic(Int.self) == [7])
            #expect(try await generic([String: Int].self) == [["id": 7]])
            try await connection.perform { session in
                let all = try session.fetchAll("SELECT 1", as: Int.self)
                let first = try session.fetchFirst("SELECT 1", as: Int.self)
                let one = try session.fetchOne("SELECT 1", as: Int.self)
                let status = try session.fetchAll("SELECT 'open'", as: Status.self)
                #expect(all == [1] && first == 1 && one == 1 && status == [.open])
            }
            let cursor = try await connection.cursor()
            try await cursor.execute("SELECT seq FROM seq_1_to_3")
            #expect(try await cursor.fetchOne(as: Int.self) == 1)
            #expect(try await cursor.fetchMany(1, as: Int.self) == [2])
            #expect(try await cursor.fetchAll(as: Int.self) == [3])
        }
    }

    @Test("of a join keep columns of one name apart by their tables")
    func joins() async throws {
        try await withTestConnection { connection in
            let row = try await connection.fetchOne(
                "SELECT * FROM seq_1_to_1 a JOIN seq_2_to_2 b JOIN (SELECT 3 AS seq) c")
            #expect(try row.dictionary().mapValues { try Int(from: $0) } == ["seq": 1, "b.seq": 2, "c.seq": 3])
        }
    }
}
