extension MariaDBQuery {
    /// The statement with DEFAULT written where a value is the column's default, since only bulk packets can bind it.
    static func withDefaults(_ sql: String, _ values: [MariaDBValue]) -> MariaDBQuery {
        let text = Array(sql.utf8)
        let scans = readings(of: text)
        guard let scan = scans.first, scans.allSatisfy({ $0.placeholders == scan.placeholders }),
            scan.placeholders.count == values.count
        else { return MariaDBQuery(unsafeSQL: sql, binds: values) }
        var rewritten: [UInt8] = []
        var end = 0
        var binds: [MariaDBValue] = []
        for (placeholder, value) in zip(scan.placeholders, values) {
            rewritten += text[end..<placeholder.range.lowerBound]
            end = placeholder.range.upperBound
            if case .default = value {
                rewritten += "DEFAULT".utf8
            } else {
                rewritten.append(UInt8(ascii: "?"))
                binds.append(value)
            }
        }
        rewritten += text[end...]
        return MariaDBQuery(unsafeSQL: String(decoding: rewritten, as: UTF8.self), binds: binds)
    }
}
