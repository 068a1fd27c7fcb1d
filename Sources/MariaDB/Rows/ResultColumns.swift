/// The columns of a result, and what reading a cell needs to know of them, worked out once for all rows.
final class ResultColumns: Sendable {
    /// The little that reading needs. A column itself has six strings, which would be counted for each cell.
    struct Shape: Sendable {
        let type: MariaDBType
        let isUnsigned: Bool
        let holdsText: Bool
        let binaryWidth: BinaryWidth

        init(_ column: MariaDBColumn) {
            type = column.type
            isUnsigned = column.flags.contains(.unsigned)
            holdsText = column.holdsText
            binaryWidth = column.type.binaryWidth
        }
    }

    let columns: [MariaDBColumn]
    let shapes: [Shape]

    init(_ columns: [MariaDBColumn]) {
        self.columns = columns
        shapes = columns.map(Shape.init)
    }

    /// Where the first column of a name stands.
    func firstPosition(of name: String) -> Int? { Self.firstPosition(of: name, in: columns) }

    private static func firstPosition(of name: String, in columns: [MariaDBColumn]) -> Int? {
        // Out of the array each would be copied, with all its texts.
        let columns = columns.span
        for position in columns.indices where columns[position].name == name { return position }
        return nil
    }
}
