/// Whether a statement may call a stored function by its own text: what looks like a call, of something that is no function of the
/// server. In doubt it may.
///
/// Triggers and the functions in views are not seen.
enum StoredFunctionCall {
    static func isPossible(in sql: String) -> Bool {
        let text = Array(sql.utf8)
        let scans = MariaDBQuery.readings(of: text)
        return scans.isEmpty || scans.contains { isPossible(SQLWords(text, $0)) }
    }

    private static func isPossible(_ words: SQLWords) -> Bool {
        let tokens = words.tokens.map(\.token)
        return tokens.indices.dropFirst().contains { index in
            guard tokens[index] == .sign(UInt8(ascii: "(")) else { return false }
            switch tokens[index - 1] {
            case .word(let name):
                if isTable(at: index - 1, tokens) { return false }
                // With its database in front it is a stored one, whatever its name.
                return isQualified(at: index - 1, tokens) || !(functions.contains(name) || keywords.contains(name))
            case .quoted: return !isTable(at: index - 1, tokens)
            default: return false
            }
        }
    }

    private static func isQualified(at index: Int, _ tokens: [SQLWords.Token]) -> Bool {
        index > 0 && tokens[index - 1] == .sign(UInt8(ascii: "."))
    }

    /// Whether the name is that of the table of `INSERT INTO db.table (a, b)`.
    private static func isTable(at index: Int, _ tokens: [SQLWords.Token]) -> Bool {
        let first = isQualified(at: index, tokens) ? index - 2 : index
        return first > 0 && tokens[first - 1] == .word("INTO")
    }

    /// Words that a parenthesis may follow and that no function can have for a name.
    private static let keywords: Set<String> = [
        "ALL", "AND", "ANY", "AS", "BETWEEN", "BY", "CASE", "CHAR", "DECIMAL", "DISTINCT", "DIV", "ELSE", "EXCEPT", "EXISTS",
        "FROM",
        "GROUP", "HAVING", "IF", "IN", "INTERSECT", "INTERVAL", "INTO", "JOIN", "KEY", "INDEX", "LIKE", "LIMIT", "NOT", "ON",
        "OR",
        "ORDER", "OVER", "PARTITION", "REGEXP", "RETURNING", "RLIKE", "SELECT", "SET", "SOME", "THEN", "UNION", "UPDATE", "USING",
        "VALUE", "VALUES", "VARCHAR", "WHEN", "WHERE", "XOR",
    ]

    /// The server's own functions that are used most. A stored one of such a name is only called with its database in front.
    private static let functions: Set<String> = [
        "ABS", "ACOS", "ADDDATE", "ADDTIME", "ASIN", "ATAN", "ATAN2", "AVG", "BIN", "BIT_AND", "BIT_COUNT", "BIT_LENGTH",
        "BIT_OR",
        "BIT_XOR", "CAST", "CEIL", "CEILING", "CHARACTER_LENGTH", "CHAR_LENGTH", "COALESCE", "COMPRESS", "CONCAT", "CONCAT_WS",
        "CONNECTION_ID", "CONV", "CONVERT", "CONVERT_TZ", "COS", "COT", "COUNT", "CRC32", "CUME_DIST", "CURDATE", "CURRENT_DATE",
        "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "CURTIME", "DATABASE", "DATE", "DATEDIFF", "DATE_ADD", "DATE_FORMAT",
        "DATE_SUB", "DAY", "DAYNAME", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "DEFAULT", "DEGREES", "DENSE_RANK", "ELT", "EXP",
        "EXTRACT", "FIELD", "FIND_IN_SET", "FIRST_VALUE", "FLOOR", "FORMAT", "FOUND_ROWS", "FROM_BASE64", "FROM_DAYS",
        "FROM_UNIXTIME", "GREATEST", "GROUP_CONCAT", "HEX", "HOUR", "IFNULL", "INET6_ATON", "INET6_NTOA", "INET_ATON",
        "INET_NTOA",
        "INSTR", "ISNULL", "JSON_ARRAY", "JSON_ARRAYAGG", "JSON_CONTAINS", "JSON_EXISTS", "JSON_EXTRACT", "JSON_INSERT",
        "JSON_KEYS", "JSON_LENGTH", "JSON_MERGE_PATCH", "JSON_OBJECT", "JSON_OBJECTAGG", "JSON_QUERY", "JSON_QUOTE",
        "JSON_REMOVE",
        "JSON_REPLACE", "JSON_SEARCH", "JSON_SET", "JSON_TYPE", "JSON_UNQUOTE", "JSON_VALID", "JSON_VALUE", "LAG", "LAST_DAY",
        "LAST_INSERT_ID", "LAST_VALUE", "LCASE", "LEAD", "LEAST", "LEFT", "LENGTH", "LN", "LOCATE", "LOG", "LOG10", "LOG2",
        "LOWER",
        "LPAD", "LTRIM", "MATCH", "AGAINST", "MAX", "MD5", "MEDIAN", "MICROSECOND", "MID", "MIN", "MINUTE", "MOD", "MONTH",
        "MONTHNAME", "NOW", "NTH_VALUE", "NTILE", "NULLIF", "NVL", "NVL2", "OCTET_LENGTH", "PERCENT_RANK", "PI", "POINT",
        "POSITION", "POW", "POWER", "QUARTER", "QUOTE", "RADIANS", "RAND", "RANK", "REGEXP_INSTR", "REGEXP_REPLACE",
        "REGEXP_SUBSTR", "REPEAT", "REPLACE", "REVERSE", "RIGHT", "ROUND", "ROW_COUNT", "ROW_NUMBER", "RPAD", "RTRIM", "SECOND",
        "SEC_TO_TIME", "SHA1", "SHA2", "SIGN", "SIN", "SLEEP", "SPACE", "SQRT", "STD", "STDDEV", "STRCMP", "STR_TO_DATE",
        "SUBDATE",
        "SUBSTR", "SUBSTRING", "SUBSTRING_INDEX", "SUBTIME", "SUM", "SYSDATE", "TAN", "TIME", "TIMEDIFF", "TIMESTAMP",
        "TIMESTAMPADD", "TIMESTAMPDIFF", "TIME_FORMAT", "TIME_TO_SEC", "TO_BASE64", "TO_DAYS", "TO_SECONDS", "TRIM", "TRUNCATE",
        "UCASE", "UNCOMPRESS", "UNHEX", "UNIX_TIMESTAMP", "UPPER", "USER", "UTC_DATE", "UTC_TIME", "UTC_TIMESTAMP", "UUID",
        "UUID_SHORT", "VARIANCE", "VERSION", "WEEK", "WEEKDAY", "WEEKOFYEAR", "YEAR", "YEARWEEK",
    ]
}
