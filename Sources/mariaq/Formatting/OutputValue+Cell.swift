import MariaDB

extension OutputValue {
    /// Reads any cell. Fails only for bytes that break what the column's type promises.
    init(_ cell: MariaDBCell) throws {
        guard !cell.isNull else {
            self = .null
            return
        }
        switch cell.column.outputKind {
        case .number: self = .number(try String(from: cell))
        case .decimal: self = .decimal(try String(from: cell))
        case .temporal: self = .text(try String(from: cell))
        // Repaired and not refused if it is no UTF-8: who looks at a result wants to see what is there.
        case .text: self = .text(String(decoding: try [UInt8](from: cell), as: UTF8.self))
        case .bytes: self = .bytes(try [UInt8](from: cell))
        }
    }
}

extension MariaDBColumn {
    enum OutputKind {
        case number, decimal, temporal, text, bytes
    }

    var outputKind: OutputKind {
        switch type {
        case .tinyInt, .smallInt, .mediumInt, .int, .bigInt, .year, .bit, .float, .double: .number
        case .decimal, .oldDecimal: .decimal
        case .date, .time, .dateTime, .timestamp: .temporal
        case .json: .text
        default: isText ? .text : .bytes
        }
    }
}
