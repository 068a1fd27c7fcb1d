@testable import MariaDB

/// Rows made by hand, as a server would send them.
enum RowFixtures {
    static func column(
        _ type: MariaDBType, name: String = "c", collation: Int = 45, decimals: Int = 0, flags: MariaDBColumn.Flags = []
    ) -> MariaDBColumn {
        MariaDBColumn(
            name: name, originalName: name, table: "t", originalTable: "t", database: "d", type: type, collation: collation,
            length: 0, decimals: decimals, flags: flags
        )
    }

    /// One row in the binary encoding: the header, the NULL bitmap, then the bytes given.
    static func binary(_ columns: [MariaDBColumn], nulls: [UInt8]? = nil, _ values: [UInt8]) -> RowBatch {
        let bitmap = nulls ?? [UInt8](repeating: 0, count: (columns.count + 9) / 8)
        let bytes = [0] + bitmap + values
        return RowBatch(columns: columns, encoding: .binary, bytes: bytes, rowEnds: [bytes.count])
    }

    /// One row in the text encoding; `nil` is NULL.
    static func text(_ columns: [MariaDBColumn], _ values: [String?]) -> RowBatch {
        var bytes: [UInt8] = []
        for value in values {
            guard let value else {
                bytes.append(LengthEncoding.null)
                continue
            }
            LengthEncoding.append(value.utf8.count, to: &bytes)
            bytes += value.utf8
        }
        return RowBatch(columns: columns, encoding: .text, bytes: bytes, rowEnds: [bytes.count])
    }

    static func lengthEncoded(_ bytes: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        LengthEncoding.append(bytes.count, to: &encoded)
        return encoded + bytes
    }
}

extension RowBatch {
    /// All rows.
    var rows: [MariaDBRow] { ResultRows(self)[0..<rowCount] }

    /// The first row.
    var first: MariaDBRow { MariaDBRow(batch: self, index: 0) }

    /// A batch of rows that end where they are said to.
    convenience init(columns: [MariaDBColumn], encoding: Encoding, bytes: [UInt8], rowEnds: [Int]) {
        var rows = RowBytes()
        var start = 0
        for end in rowEnds {
            rows.bytes += bytes[start..<end]
            rows.endRow()
            start = end
        }
        self.init(columns: ResultColumns(columns), encoding: encoding, rows)
    }
}
