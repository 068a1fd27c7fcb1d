/// How a CSV file is written.
struct CSVDialect: Hashable, Sendable {
    var separator = UInt8(ascii: ",")
    /// What stands around fields that hold separators, line ends or itself; `nil` for nothing.
    var quote: UInt8? = UInt8(ascii: "\"")
}
