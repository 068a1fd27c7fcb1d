@testable internal import MariaDB

/// Statements, read in every dialect: scanners must end, stay inside the text, and agree with each other.
enum SQLTarget {
    static func run(_ bytes: [UInt8]) {
        for dialect in SQLDialect.all { check(SQLScanner(bytes, dialect), bytes) }
        let sql = String(decoding: bytes, as: UTF8.self)
        let text = Array(sql.utf8)
        _ = (StatementKind(sql), UntrackedChange.isPossible(in: sql), OperationName.first(of: sql))
        let count = MariaDBQuery.placeholderCount(in: sql)
        if let template = SQLRowTemplate(sql) { check(template, sql) }
        if let named = try? NamedPlaceholders(sql) {
            require(MariaDBQuery.placeholderCount(in: named.sql) ?? named.names.count == named.names.count, "names are lost")
            let values = Dictionary(named.names.map { ($0, 1 as (any MariaDBEncodable)?) }, uniquingKeysWith: { $1 })
            let query = try? MariaDBQuery(unsafeSQL: sql, named: values)
            require(query?.sql == named.sql && query?.binds.count == named.names.count, "two ways to read :names differ")
        }
        _ = try? MariaDBQuery(unsafeSQL: sql, named: [:], quoting: .init(hasBackslashEscapes: false, hasANSIQuotes: true))
        if let count {
            require(count <= text.count, "more placeholders than bytes")
            let query = MariaDBQuery(unsafeSQL: sql, binds: [MariaDBValue](repeating: .null, count: count))
            require((try? query.requireMatchingBinds()) != nil, "the right number of binds is refused")
        }
    }

    private static func check(_ scan: SQLScanner, _ text: [UInt8]) {
        var end = 0
        for range in scan.quoted {
            require(range.lowerBound >= end && range.upperBound <= text.count, "quoted parts overlap or are outside")
            end = range.upperBound
        }
        end = 0
        for placeholder in scan.placeholders {
            require(placeholder.range.lowerBound >= end && placeholder.range.upperBound <= text.count, "placeholders overlap")
            end = placeholder.range.upperBound
            let isQuoted = scan.quoted.contains { $0.overlaps(placeholder.range) }
            require(!isQuoted, "a placeholder is quoted")
        }
        end = 0
        for (_, range) in SQLWords(text, scan).tokens {
            require(range.lowerBound >= end && range.upperBound <= text.count, "words overlap or are outside")
            end = range.upperBound
        }
        _ = SQLWords(text, scan).hasSecondStatement
    }

    private static func check(_ template: SQLRowTemplate, _ sql: String) {
        let once = template.sql(rows: 1) { _ in false }
        require(once == sql, "one row is not the statement itself")
        let many = template.sql(rows: 3) { _ in false }
        require(MariaDBQuery.placeholderCount(in: many) == 3 * template.placeholderCount, "rows lose placeholders")
        _ = template.sql(rows: 2) { $0 % 2 == 0 }
    }
}
