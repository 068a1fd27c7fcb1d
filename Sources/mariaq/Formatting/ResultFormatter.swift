/// A way to write down a result.
protocol ResultFormatter {
    /// Writes a result that has columns, also when it has no rows.
    ///
    /// - Parameter write: Takes the text piece by piece; what it throws ends the writing.
    func format(_ result: ResultTable, _ write: (String) throws -> Void) throws
}
