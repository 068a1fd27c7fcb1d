import Testing

@testable import MariaDB

@Suite("A Decodable type, from a row")
struct DecodableRowTests {
    private static func row(_ cells: (name: String, value: String?)...) -> MariaDBRow {
        RowFixtures.text(cells.map { RowFixtures.column(.varString, name: $0.name) }, cells.map(\.value)).first
    }

    private func failure<Value: Decodable>(_ row: MariaDBRow, _ type: Value.Type) throws -> MariaDBError {
        let error = try #require(throws: MariaDBError.self) { try row.decode(type) }
        #expect(error.code == .decodingFailed)
        return error
    }

    private struct User: Decodable, Equatable {
        var id: Int
        var name: String?
    }

    private static let id = RowFixtures.column(.bigInt, name: "id")
    private static let name = RowFixtures.column(.varString, name: "name")

    @Test("finds its columns by name, in any order, and leaves others alone")
    func byName() throws {
        let other = RowFixtures.column(.blob, name: "other")
        #expect(try RowFixtures.text([Self.id, Self.name], ["7", "é"]).first.decode(User.self) == User(id: 7, name: "é"))
        #expect(
            try RowFixtures.text([other, Self.name, Self.id], ["x", "a", "8"]).first.decode(User.self) == User(id: 8, name: "a"))
    }

    @Test("has nil for NULL and for a column that is not there")
    func optionals() throws {
        #expect(try RowFixtures.text([Self.id, Self.name], ["7", nil]).first.decode(User.self) == User(id: 7))
        #expect(try RowFixtures.text([Self.id], ["7"]).first.decode(User.self) == User(id: 7))
    }

    @Test("that misses a column says which, and which there are")
    func missing() throws {
        let message = try failure(RowFixtures.text([Self.name, Self.name], ["secret", ""]).first, User.self).message
        #expect(message == "there is no column 'id' to be read as Int; the result has 'name', 'name'")
    }

    @Test("of a wrong type says which column, SQL type, Swift type and row, but not the value")
    func wrongType() throws {
        struct Wrong: Decodable { var name: Int }
        let message = try failure(RowFixtures.text([Self.name], ["secret"]).first, Wrong.self).message
        #expect(message == "column 'name' (VARCHAR) of row 0 can not be read as Int: it is no integer column")
        let null = try failure(RowFixtures.text([Self.id], [nil]).first, User.self).message
        #expect(null == "column 'id' (BIGINT) of row 0 can not be read as Int: it is NULL; ask for an optional")
    }

    @Test("of several columns with one name takes the first, and reaches the others as dictionaries do")
    func duplicates() throws {
        struct Pair: Decodable {
            var id: Int
            var second: Int
            enum CodingKeys: String, CodingKey { case id, second = "t.id" }
        }
        let pair = try RowFixtures.text([Self.id, Self.id], ["1", "2"]).first.decode(Pair.self)
        #expect((pair.id, pair.second) == (1, 2))
    }

    @Test(
        "finds snake case when asked to",
        arguments: [
            ("userName", "user_name"), ("userID", "user_id"), ("htmlURLPath", "html_url_path"), ("id", "id"),
            ("user_Name", "user_name"), ("address2", "address2"), ("ÄrgerÜber", "ärger_über"), ("_x", "_x"), ("ID", "id"),
        ])
    func snakeCaseNames(property: String, column: String) {
        #expect(SnakeCase.name(for: property) == column)
    }

    @Test("prefers the column called as the property to the one in snake case")
    func snakeCase() throws {
        struct Visit: Decodable { var userID: String; var pageURL: String? }
        let row = Self.row(("user_id", "a"), ("page_url", "b"))
        let visit = try row.decode(Visit.self, options: .snakeCase)
        #expect((visit.userID, visit.pageURL) == ("a", "b"))
        #expect(try Self.row(("user_id", "a"), ("userID", "b")).decode(Visit.self, options: .snakeCase).userID == "b")
        _ = try failure(row, Visit.self)
    }

    @Test("reads its properties by their own conformances")
    func ownConformances() throws {
        struct Code: Decodable, MariaDBDecodable {
            var text: String
            init(text: String) { self.text = text }
            init(from cell: MariaDBCell) throws { text = try "own " + String(from: cell) }
        }
        struct Product: Decodable { var code: Code; var other: Code?; var bytes: [UInt8] }
        let product = try Self.row(("code", "A"), ("other", "B"), ("bytes", "C")).decode(Product.self)
        #expect(product.code.text == "own A" && product.other?.text == "own B" && product.bytes == [67])
        #expect(try Self.row(("code", "A")).decode(Code.self).text == "own A")
    }

    private enum Status: String, Decodable { case open, closed }

    @Test("reads enums from their raw values, and says when there is no such case, but not the value")
    func enumerations() throws {
        struct Order: Decodable { var status: Status; var before: Status? }
        let order = try Self.row(("status", "open"), ("before", nil)).decode(Order.self)
        #expect(order.status == .open && order.before == nil)
        #expect(try Self.row(("status", "closed")).decode(Status.self) == .closed)
        #expect(try Self.row(("status", nil)).decode(Status?.self) == nil)
        let message = try failure(Self.row(("status", "secret")), Order.self).message
        #expect(message.hasPrefix("column 'status' (VARCHAR) of row 0 can not be read as Status"))
        #expect(!message.contains("secret"))
        #expect(try failure(Self.row(("a", "open"), ("b", "open")), Status.self).message.contains("2 columns and 1"))
    }

    private struct Address: Decodable, Equatable { var street: String; var tags: [String: Int]? }

    @Test("reads nested types from JSON")
    func nestedJSON() throws {
        struct User: Decodable { var address: Address; var numbers: [Int]; var more: Address? }
        let row = Self.row(("address", #"{"street": "é", "tags": {"a": 1}}"#), ("numbers", "[1, 2]"), ("more", nil))
        let user = try row.decode(User.self)
        #expect(user.address == Address(street: "é", tags: ["a": 1]) && user.numbers == [1, 2] && user.more == nil)
        #expect(try Self.row(("numbers", "[1, 2]")).decode([Int].self) == [1, 2])
    }

    @Test(
        "says where JSON does not fit, but neither values nor the keys of dictionaries",
        arguments: [
            ("secret", "it holds no value that the type allows"),
            ("{}", "it holds no 'street'"),
            (#"{"street": 1}"#, "it holds something else than String at $.street"),
            (#"{"street": "", "tags": {"secret": null}}"#, "it holds null instead of"),
            (#"{"street": "", "tags": {"secret": "x"}}"#, "at $.tags.*"),
        ])
    func wrongJSON(json: String, reason: String) throws {
        struct User: Decodable { var address: Address }
        let error = try failure(Self.row(("address", json)), User.self)
        #expect(error.message.hasPrefix("column 'address' (VARCHAR) of row 0 can not be read as Address: "))
        #expect(error.message.contains(reason), "\(error.message)")
        #expect(!String(reflecting: error).contains("secret"))
    }

    @Test("becomes a dictionary with names of their own for equal columns")
    func dictionaries() throws {
        let columns = [Self.id, Self.name, Self.id, Self.id, RowFixtures.column(.bigInt, name: "id_2")]
        let row = RowFixtures.text(columns, ["1", "2", "3", "4", "5"]).first
        let expected = ["id": "1", "name": "2", "t.id": "3", "id_3": "4", "id_2": "5"]
        #expect(try row.dictionary().mapValues { try String(from: $0) } == expected)
        #expect(try row.decode([String: String].self) == expected)
    }

    @Test("passes on what its own code throws, and gives it the user info")
    func ownErrors() throws {
        struct Refused: Error {}
        struct Picky: Decodable {
            init(from decoder: any Decoder) throws {
                let keys = decoder.userInfo.keys.map(\.rawValue)
                if keys == ["strict"] { throw Refused() }
            }
        }
        var options = MariaDBDecodingOptions()
        _ = try Self.row(("a", "b")).decode(Picky.self, options: options)
        options.userInfo = [CodingUserInfoKey(rawValue: "strict")!: true]
        #expect(throws: Refused.self) { try Self.row(("a", "b")).decode(Picky.self, options: options) }
    }

    @Test("that asks for what a column can not give is an error, never a trap")
    func unsupported() throws {
        struct Wide: Decodable { var n: Int128 }
        struct Endless: Decodable {
            init(from decoder: any Decoder) throws { self = try decoder.singleValueContainer().decode(Endless.self) }
        }
        struct Nesting: Decodable {
            init(from decoder: any Decoder) throws {
                enum Key: CodingKey { case n }
                _ = try decoder.container(keyedBy: Key.self).nestedUnkeyedContainer(forKey: .n)
            }
        }
        let row = Self.row(("n", "1"))
        _ = try failure(row, Wide.self)
        _ = try failure(row, Endless.self)
        _ = try failure(row, Nesting.self)
    }

    @Test("may keep its decoder without seeing the next row through it")
    func keptDecoder() throws {
        struct Lazy: Decodable {
            let decoder: any Decoder
            init(from decoder: any Decoder) throws { self.decoder = decoder }
        }
        let batch = RowFixtures.text([Self.id], ["1"])
        let two = RowBatch(
            columns: batch.columns, encoding: .text, bytes: batch.bytes + [1, UInt8(ascii: "2")], rowEnds: [2, 4])
        let values = try two.rows.decode(Lazy.self, .asWritten)
        #expect(try values.map { try User(from: $0.decoder).id } == [1, 2])
    }

    @Test("asks for columns in another order in every row and still gets its own")
    func changingOrder() throws {
        struct Record: Decodable {
            var values: [String: Int] = [:]
            init(from decoder: any Decoder) throws {
                enum Key: String, CodingKey { case a, b, c, z }
                let container = try decoder.container(keyedBy: Key.self)
                let first = try container.decode(Int.self, forKey: .c)
                let order: [Key] = first % 2 == 0 ? [.a, .z, .b, .b] : [.b, .a, .z, .c, .c]
                for key in order where container.contains(key) {
                    values[key.rawValue] = try container.decodeNil(forKey: key) ? -1 : container.decode(Int.self, forKey: key)
                }
            }
        }
        let columns = ["a", "b", "c"].map { RowFixtures.column(.bigInt, name: $0) }
        let rows = try (0..<6).flatMap { number in
            let bytes = RowFixtures.text(columns, ["1", number == 3 ? nil : "2", "\(number)"]).bytes
            return RowBatch(columns: columns, encoding: .text, bytes: bytes, rowEnds: [bytes.count]).rows
        }.decode(Record.self, .asWritten)
        for (number, record) in rows.enumerated() {
            let b = number == 3 ? -1 : 2
            #expect(record.values == (number % 2 == 0 ? ["a": 1, "b": b] : ["a": 1, "b": b, "c": number]))
        }
    }
}
