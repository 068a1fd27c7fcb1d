internal import CMariaDB

extension Session {
    /// Copies what the server said about the columns.
    static func columns(_ fields: UnsafeMutablePointer<MYSQL_FIELD>?, count: Int) -> [MariaDBColumn] {
        guard let fields = unsafe fields else { return [] }
        return (0..<count).map { unsafe column(fields + $0) }
    }

    static func column(_ pointer: UnsafeMutablePointer<MYSQL_FIELD>) -> MariaDBColumn {
        let field = unsafe pointer.pointee
        return unsafe MariaDBColumn(
            name: text(field.name, field.name_length),
            originalName: text(field.org_name, field.org_name_length),
            table: text(field.table, field.table_length),
            originalTable: text(field.org_table, field.org_table_length),
            database: text(field.db, field.db_length),
            type: MariaDBType(rawValue: UInt8(truncatingIfNeeded: field.type.rawValue)),
            collation: Int(field.charsetnr),
            length: Int(clamping: field.length),
            decimals: Int(field.decimals),
            flags: MariaDBColumn.Flags(rawValue: UInt32(truncatingIfNeeded: field.flags)),
            extendedType: attribute(MARIADB_FIELD_ATTR_DATA_TYPE_NAME, of: pointer),
            extendedFormat: attribute(MARIADB_FIELD_ATTR_FORMAT_NAME, of: pointer)
        )
    }

    private static func text(_ start: UnsafePointer<CChar>?, _ length: UInt32) -> String {
        guard let start = unsafe start, length > 0 else { return "" }
        return unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: Int(length)), as: UTF8.self)
    }

    /// What MariaDB adds to the protocol's type. Empty if the server said nothing.
    private static func attribute(_ kind: mariadb_field_attr_t, of field: UnsafeMutablePointer<MYSQL_FIELD>) -> String {
        var attribute = unsafe MARIADB_CONST_STRING()
        guard unsafe mariadb_field_attr(&attribute, field, kind) == 0 else { return "" }
        return unsafe text(attribute.str, UInt32(clamping: attribute.length))
    }
}
