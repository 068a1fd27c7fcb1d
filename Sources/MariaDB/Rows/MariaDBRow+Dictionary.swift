extension MariaDBRow {
    /// The row as a dictionary of cells by column name.
    ///
    /// Columns of one name are kept apart: the first keeps the name, further ones are called `table.column` (the table's alias,
    /// if it has one), and if that is taken or they belong to no table, `column_2`, `column_3` and so on, whatever is free.
    ///
    /// ```swift
    /// let row = try await connection.fetchOne("SELECT * FROM users u JOIN orders o ON o.user = u.id").dictionary()
    /// let id = try Int(from: row["id"]!), order = try Int(from: row["o.id"]!)
    /// ```
    /// - Throws: ``MariaDBError`` with the code `malformedPacket`.
    public func dictionary() throws -> [String: MariaDBCell] {
        let names = ColumnNames(columns).names
        return Dictionary(zip(names, try cells())) { first, _ in first }
    }
}
