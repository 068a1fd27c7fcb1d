import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where the SQL of a query comes from.
enum StatementInput {
    /// The SQL that was given as an argument, or else what standard input has; `-` asks for standard input.
    static func read(argument: String?) throws -> String {
        let sql: String
        if let argument, argument != "-" {
            sql = argument
        } else {
            guard argument == "-" || isatty(STDIN_FILENO) == 0 else {
                throw UsageError(description: "there is no SQL: give it as an argument or on standard input")
            }
            sql = try readAll(.standardInput)
        }
        guard sql.contains(where: { !$0.isWhitespace }) else { throw UsageError(description: "the SQL is empty") }
        return sql
    }

    private static func readAll(_ file: FileHandle) throws -> String {
        guard let text = String(validating: try file.readToEnd() ?? Data(), as: UTF8.self) else {
            throw UsageError(description: "the SQL on standard input is not valid UTF-8")
        }
        return text
    }
}
