/// Something that ends a run, with one line that says what.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
}

/// Throws unless the work came out as it must.
func check<Value: Equatable>(_ found: Value, _ expected: Value) throws {
    guard found == expected else { throw BenchmarkError(description: "\(found) instead of \(expected)") }
}
