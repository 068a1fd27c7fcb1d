internal import CMariaDB

extension Session {
    /// Copies what the server said about the columns.
    static func columns(_ fields: UnsafeMutablePointer<MYSQL_FIELD>?, count: Int) -> [MariaDBColumn] {
        guard let fields = unsafe fields else { return [] }
        return unsafe UnsafeBufferPointer(start: fields, count: count).map { unsafe column($0) }
    }

    static func column(_ field: MYSQL_FIELD) -> MariaDBColumn {
        unsafe MariaDBColumn(
            name: text(field.name, field.name_length),
            originalName: text(field.org_name, field.org_name_length),
            table: text(field.table, field.table_length),
            originalTable: text(field.org_table, field.org_table_length),
            database: text(field.db, field.db_length),
            type: MariaDBType(rawValue: UInt8(truncatingIfNeeded: field.type.rawValue)),
            collation: Int(field.charsetnr),
            length: Int(clamping: field.length),
            decimals: Int(field.decimals),
            flags: MariaDBColumn.Flags(rawValue: UInt32(truncatingIfNeeded: field.flags))
        )
    }

    private static func text(_ start: UnsafePointer<CChar>?, _ length: UInt32) -> String {
        guard let start = unsafe start, length > 0 else { return "" }
        return unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: Int(length)), as: UTF8.self)
    }
}
