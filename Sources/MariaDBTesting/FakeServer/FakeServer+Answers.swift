public import MariaDB

/// The answers of a server (MariaDB manual, "Client/Server Protocol").
extension FakeServer.Message {
    /// OK: a statement without rows was done, or a login succeeded.
    public static let ok = ok()

    /// OK, with what a statement did.
    public static func ok(
        affectedRows: UInt64 = 0, lastInsertID: UInt64 = 0, warnings: UInt16 = 0, status: FakeServer.Status = .autocommit
    ) -> Self {
        var writer = PacketWriter([0])
        writer.appendLength(affectedRows)
        writer.appendLength(lastInsertID)
        writer.appendNumber(status.rawValue, bytes: 2)
        writer.appendNumber(warnings, bytes: 2)
        return .packet(writer.bytes)
    }

    /// An error, with its number, its SQLSTATE of five characters and its text.
    public static func error(_ number: UInt16, sqlState: String = "HY000", _ text: String) -> Self {
        var writer = PacketWriter([0xFF])
        writer.appendNumber(number, bytes: 2)
        writer.append("#\(sqlState)\(text)".utf8)
        return .packet(writer.bytes)
    }

    /// Asks the client to log in by another plugin.
    public static func authenticationSwitch(to plugin: String, data: [UInt8] = Array("abcdefghijklmnopqrst\0".utf8)) -> Self {
        var writer = PacketWriter([0xFE])
        writer.appendWithZero(plugin)
        writer.append(data)
        return .packet(writer.bytes)
    }

    /// More data for the plugin that logs in.
    public static func authenticationData(_ data: [UInt8]) -> Self {
        .packet([1] + data)
    }

    /// Asks the client for a file of its machine, as the answer to LOAD DATA LOCAL does.
    public static func localInfile(_ path: String) -> Self {
        .packet([0xFB] + Array(path.utf8))
    }

    /// The answer to a prepared statement: the statement's number, its columns, and how many binds it takes.
    public static func prepared(
        _ statement: UInt32 = 1, columns: [FakeServer.Column] = [], bindCount: Int = 0
    ) -> Self {
        var writer = PacketWriter([0])
        writer.appendNumber(statement, bytes: 4)
        writer.appendNumber(columns.count, bytes: 2)
        writer.appendNumber(bindCount, bytes: 2)
        writer.appendNumber(0, bytes: 3)
        var messages = [packet(writer.bytes)]
        if bindCount > 0 {
            messages += [Self](repeating: column(FakeServer.Column("?", .varString)), count: bindCount) + [end()]
        }
        if !columns.isEmpty { messages += columns.map { column($0) } + [end()] }
        return sequence(messages)
    }
}

/// The parts of a result.
extension FakeServer.Message {
    /// A whole result of a text query.
    public static func result(
        _ columns: [FakeServer.Column], rows: [[any MariaDBEncodable]] = [], status: FakeServer.Status = .autocommit
    ) -> Self {
        sequence([columnDefinitions(columns)] + rows.map { row($0) } + [end(status: status)])
    }

    /// A whole result of a prepared statement.
    public static func binaryResult(
        _ columns: [FakeServer.Column], rows: [[any MariaDBEncodable]] = [], status: FakeServer.Status = .autocommit
    ) -> Self {
        sequence([columnDefinitions(columns)] + rows.map { binaryRow($0, columns) } + [end(status: status)])
    }

    /// The head of a result: how many columns it has, and what they are. Rows and ``end(warnings:status:)`` are to follow.
    public static func columnDefinitions(_ columns: [FakeServer.Column]) -> Self {
        sequence([columnCount(columns.count)] + columns.map { column($0) } + [end()])
    }

    /// The first packet of a result.
    public static func columnCount(_ count: Int) -> Self {
        var writer = PacketWriter()
        writer.appendLength(UInt64(max(0, count)))
        return .packet(writer.bytes)
    }

    /// What is said of one column.
    public static func column(_ column: FakeServer.Column) -> Self {
        .packet(column.bytes)
    }

    /// A row of a text query.
    public static func row(_ cells: [any MariaDBEncodable]) -> Self {
        var writer = PacketWriter()
        for cell in cells { writer.appendText(cell.mariaDBValue) }
        return .packet(writer.bytes)
    }

    /// A row of a prepared statement, written as its columns say. Bytes for a column of numbers or times are written as they are.
    public static func binaryRow(_ cells: [any MariaDBEncodable], _ columns: [FakeServer.Column]) -> Self {
        var nulls = [UInt8](repeating: 0, count: (columns.count + 9) / 8)
        var values = PacketWriter()
        for (index, (cell, column)) in zip(cells, columns).enumerated() {
            if cell.mariaDBValue == .null {
                // The first two bits are kept free.
                nulls[(index + 2) / 8] |= 1 << UInt8((index + 2) % 8)
            } else {
                values.appendBinary(cell.mariaDBValue, as: column.type)
            }
        }
        return .packet([0] + nulls + values.bytes)
    }

    /// The end of column definitions, and of rows.
    public static func end(warnings: UInt16 = 0, status: FakeServer.Status = .autocommit) -> Self {
        var writer = PacketWriter([0xFE])
        writer.appendNumber(warnings, bytes: 2)
        writer.appendNumber(status.rawValue, bytes: 2)
        return .packet(writer.bytes)
    }
}
