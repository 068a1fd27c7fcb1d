import ArgumentParser
import Foundation
import MariaDB
import SystemPackage

/// `mariaq query`: one statement, its rows on standard output.
struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Run one SQL statement and print its rows.",
        discussion: """
            Rows go to standard output. What a statement without rows did goes to standard error, and so does an error, in one \
            line; the exit status is then 1, or 64 for wrong arguments. Ctrl-C stops the statement at the server.

              mariaq query "SELECT 1 AS one, 'é' AS s, NULL AS n" --format json
              mariaq query "SELECT * FROM users WHERE age > ?" --bind 18
              mariaq query --format csv < report.sql > report.csv

            URLS: mariadb://user:password@host:port/database, or mariadb://user@localhost/database?socket=/path for a unix \
            socket. The option connect-timeout is in seconds. Others see the arguments of a program, so a URL with a password \
            is better kept in MARIADB_URL. Without a URL the statement runs on a private, empty server, started for it and \
            gone afterwards.

            TABLES: what stands in single quotes is a text that could be taken for something else: 'NULL' is a text and NULL is \
            none, '0x41' is a text and 0x41 are bytes. Within the quotes \\n, \\t, \\r, \\0, \\u{1B}, \\' and \\\\ stand for \
            characters that would break the table or control the terminal. Nothing is cut off.

            JSON: integers and floating-point numbers are numbers with all their digits. DECIMAL is a string, because most \
            readers would round it; bytes are a string in hexadecimal digits, "0x4D61"; dates and times are strings. Of \
            columns with the same name the second becomes name_2, the third name_3, or the next name that is free. Several results, as of CALL, are several \
            arrays. A statement without rows gives [].

            CSV AND TSV: bytes are 0x4D61.
            """
    )

    @Argument(help: "The statement; '-' or none reads it from standard input.")
    var sql: String?

    @Option(help: "The server: mariadb://user:password@host/database. The environment's MARIADB_URL unless given.")
    var url: String?

    @Option(
        help:
            "An option file such as ~/.my.cnf, for the server and who logs in: its groups client, client-server and client-mariadb."
    )
    var optionFile: String?

    @Option(help: "How the rows are printed.")
    var format = OutputFormat.table

    @Option(
        name: .long,
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A value for a placeholder.",
            discussion: """
                The first one is bound to the first '?' of the statement, the second to the second and so on. Each is sent as \
                text, and the server converts it where a number or a date is wanted.
                """,
            valueName: "value"
        )
    )
    var bind: [String] = []

    func validate() throws {
        guard url == nil || optionFile == nil else { throw ValidationError("--url and --option-file exclude each other") }
    }

    func run() async throws {
        try await Failure.reporting {
            let query = MariaDBQuery(unsafeSQL: try StatementInput.read(argument: sql), binds: bind.map { .text($0) })
            let server = ServerChoice(
                option: url, optionFile: optionFile, environment: ProcessInfo.processInfo.environment)
            try await Interruption.cancelling { try await run(query, on: server) }
        }
    }

    private func run(_ query: MariaDBQuery, on server: ServerChoice) async throws {
        let printer = ResultPrinter(format: format, output: BufferedOutput(.standardOutput))
        try await server.withConfiguration { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                let cursor = try await connection.cursor()
                try await cursor.execute(query)
                if let summary = try await printer.print(cursor) { Message.print(summary.text) }
                await cursor.close()
            }
        }
    }
}
