import ArgumentParser
import Foundation
import MariaDB
import SystemPackage

/// `mariaq export`: the rows of a statement into a file, as they come.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the rows of a statement to a file.",
        discussion: """
            The rows are written as they come, so a result may be larger than memory. A file has its name only when it is complete.

              mariaq export "SELECT * FROM people" --format csv --output people.csv
              mariaq export "SELECT * FROM people" --format jsonl | gzip > people.jsonl.gz

            NULL is an empty field and the empty text is "", as mariaq import reads them; bytes are 0x4D61.
            """
    )

    @Argument(help: "The statement; '-' or none reads it from standard input.")
    var sql: String?

    @Option(help: "The server: mariadb://user:password@host/database. The environment's MARIADB_URL unless given.")
    var url: String?

    @Option(help: "How the rows are written.")
    var format = ExportFormat.csv

    @Option(help: "The file; '-' is standard output.")
    var output = "-"

    func run() async throws {
        try await Failure.reporting {
            let query = MariaDBQuery(unsafeSQL: try StatementInput.read(argument: sql))
            try await Interruption.cancelling { try await export(query) }
        }
    }

    private func export(_ query: MariaDBQuery) async throws {
        let environment = ProcessInfo.processInfo.environment
        let server = ServerChoice(option: url, environment: environment)
        let file = try OutputFile(output)
        do {
            try await server.withConfiguration { configuration in
                try await MariaDBConnection.withConnection(to: configuration) { connection in
                    try await export(query, connection, to: file, environment)
                }
            }
            try file.complete()
        } catch {
            file.discard()
            throw error
        }
    }

    private func export(
        _ query: MariaDBQuery, _ connection: MariaDBConnection, to file: OutputFile, _ environment: [String: String]
    ) async throws {
        let output = BufferedOutput(file.descriptor)
        // Both on one terminal would write over each other.
        var bar = ProgressBar(totalBytes: nil, environment: self.output == "-" ? ["TERM": "dumb"] : environment)
        var (count, bytes) = (0, 0)
        do {
            try await connection.withRows(query) { rows in
                let columns = ResultTable(columns: rows.columns, rows: []).columns
                let writer = format.writer(columns)
                try output.write(writer.head(columns))
                for try await row in rows {
                    let text = writer.row(try row.cells().map(OutputValue.init))
                    try output.write(text)
                    count += 1
                    bytes += text.utf8.count
                    if count % 1024 == 0 { bar.update(rows: count, bytes: bytes) }
                }
                try output.flush()
            }
        } catch {
            bar.end(nil)
            throw error
        }
        bar.end(bar.summary("\(ProgressText.grouped(count)) rows, \(ProgressText.size(bytes))"))
    }
}
