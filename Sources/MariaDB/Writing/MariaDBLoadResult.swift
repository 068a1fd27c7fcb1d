/// What a ``MariaDBQuerying/loadData(into:columns:from:options:file:line:progress:)`` did.
public struct MariaDBLoadResult: Sendable, Hashable {
    /// How many rows the server read.
    public internal(set) var rowCount: Int

    /// How many of them it skipped because of their keys.
    public internal(set) var skippedRows: Int

    /// How many rows of the table had to go for new ones.
    public internal(set) var replacedRows: Int

    /// How many warnings there were; `SHOW WARNINGS` shows the first of them.
    public internal(set) var warningCount: Int

    /// How many bytes were sent.
    public internal(set) var byteCount: Int

    /// Reads what the server says: `Records: 3  Deleted: 0  Skipped: 1  Warnings: 1`. The words may be in any language.
    init(info: String, byteCount: Int) {
        let numbers = info.split { !("0"..."9").contains($0) }.map { Int($0) ?? 0 }
        func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }
        rowCount = number(0)
        replacedRows = number(1)
        skippedRows = number(2)
        warningCount = number(3)
        self.byteCount = byteCount
    }
}
