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

    /// Whether the server says the same about the columns as before. Makes no texts to find out.
    static func columns(_ fields: UnsafeMutablePointer<MYSQL_FIELD>, areStill known: [MariaDBColumn]) -> Bool {
        // Out of an array each would be copied first, with a count for each of its texts.
        let known = known.span
        for index in known.indices {
            guard unsafe isStill(fields + index, known[index]) else { return false }
        }
        return true
    }

    private static func isStill(_ pointer: UnsafeMutablePointer<MYSQL_FIELD>, _ known: MariaDBColumn) -> Bool {
        let field = unsafe pointer.pointee
        return unsafe field.type.rawValue == UInt32(known.type.rawValue) && Int(field.charsetnr) == known.collation
            && Int(clamping: field.length) == known.length && Int(field.decimals) == known.decimals
            && field.flags == known.flags.rawValue && isText(field.name, field.name_length, known.name)
            && isText(field.org_name, field.org_name_length, known.originalName)
            && isText(field.table, field.table_length, known.table)
            && isText(field.org_table, field.org_table_length, known.originalTable)
            && isText(field.db, field.db_length, known.database)
            && hasAttributes(pointer, known)
    }

    private static func hasAttributes(_ field: UnsafeMutablePointer<MYSQL_FIELD>, _ known: MariaDBColumn) -> Bool {
        // Nearly no column has any.
        if unsafe field.pointee.extension == nil { return known.extendedType.isEmpty && known.extendedFormat.isEmpty }
        return unsafe attribute(MARIADB_FIELD_ATTR_DATA_TYPE_NAME, of: field) == known.extendedType
            && attribute(MARIADB_FIELD_ATTR_FORMAT_NAME, of: field) == known.extendedFormat
    }

    private static func isText(_ start: UnsafePointer<CChar>?, _ length: UInt32, _ text: String) -> Bool {
        guard length > 0, let start = unsafe start else { return text.isEmpty }
        // No `withUTF8`, which would count a copy of the text; those of columns are always in one piece.
        return unsafe text.utf8.withContiguousStorageIfAvailable {
            unsafe $0.count == Int(length) && swift_mariadb_is_same(start, $0.baseAddress, $0.count) != 0
        } ?? false
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
