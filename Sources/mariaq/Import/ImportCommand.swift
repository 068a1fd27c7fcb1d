import ArgumentParser
import Foundation
import MariaDB
import SystemPackage

/// `mariaq import`: a CSV file into a table.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Load a CSV file into a table.",
        discussion: """
            All rows come in, or none: what the server would store differently (a word in a column of numbers, a text that is too \
            long, a key that is there already) is an error that names the line, and so is a line that is no CSV.

              mariaq import people.csv --table people
              mariaq import - --table people --separator ';' --null NULL < people.csv
              mariaq import people.txt --table people --separator tab --no-header --columns name,age

            The first line names the columns unless told otherwise. An empty field is NULL and "" is the empty text, as mariaq \
            export writes them; with --null the empty field is the empty text. In a column of bytes, 0x4D61 without quotes is the \
            bytes that it spells, also as exported. The file is UTF-8.

            It is sent with LOAD DATA LOCAL as it is read, however large it is. Without a URL it goes to a private, empty server, \
            which is gone afterwards: to try a file.
            """
    )

    @Argument(help: "The file; '-' is standard input.")
    var file: String

    @Option(help: "The table's name.")
    var table: String

    @Option(help: "The server: mariadb://user:password@host/database. The environment's MARIADB_URL unless given.")
    var url: String?

    @Option(help: "The columns that the fields go to, separated by commas, in the place of those that the first line names.")
    var columns: String?

    @Option(help: "What stands between fields: one character, or 'tab'.")
    var separator = ","

    @Option(help: "What stands around fields: one character, or 'none'.")
    var quote = "\""

    @Flag(name: .customLong("no-header"), help: "The first line is a row and names no columns.")
    var hasNoHeader = false

    @Option(name: .customLong("null"), help: "What stands for NULL, without quotes around it.")
    var nullText = ""

    @Flag(
        help: """
            Tell of lines that are no CSV, have another number of fields, or hold what the server refuses, and leave them out. The \
            rows go in with INSERT, which is slower.
            """)
    var skipBadLines = false

    @Flag(help: "Make the table if there is none, with a column of LONGTEXT for each name.")
    var create = false

    @Option(help: "What becomes of rows whose key is there already: fail, skip or replace.")
    var duplicates = DuplicatesOption.fail

    func run() async throws {
        try await Failure.reporting { try await Interruption.cancelling { try await importFile() } }
    }

    private func importFile() async throws {
        let dialect = try CSVDialect(separator: separator, quote: quote)
        let environment = ProcessInfo.processInfo.environment
        let server = ServerChoice(option: url, environment: environment)
        let input = try InputFile(file)
        defer { input.close() }
        let source = CSVSource(input.descriptor, dialect, nullText: nullText, skipsBadLines: skipBadLines)
        let job = ImportJob(
            table: table, columns: try columnNames(), hasHeader: !hasNoHeader, creates: create, duplicates: duplicates.value)
        var bar = ProgressBar(totalBytes: input.size, environment: environment)
        try await server.withConfiguration { configuration in
            try await MariaDBConnection.withConnection(to: configuration) { connection in
                if server == .privateServer { try await ImportJob.makeDatabase(connection) }
                do {
                    let rowCount = try await job.run(source, on: connection) { rows in
                        bar.update(rows: rows, bytes: source.bytesRead)
                    }
                    bar.end(bar.summary("\(ProgressText.grouped(rowCount)) rows into \(table)"))
                } catch {
                    bar.end(nil)
                    throw error
                }
            }
        }
        if source.badLines > 0 { Message.print("\(source.badLines) bad lines left out") }
    }

    private func columnNames() throws -> [String]? {
        guard let columns else { return nil }
        let names = columns.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !names.contains("") else { throw UsageError(description: "--columns has an empty name") }
        return names
    }
}

/// ``MariaDBLoadOptions/Duplicates`` as an argument.
enum DuplicatesOption: String, CaseIterable, ExpressibleByArgument {
    case fail, skip, replace

    var value: MariaDBLoadOptions.Duplicates {
        switch self {
        case .fail: .fail
        case .skip: .skip
        case .replace: .replace
        }
    }
}

extension CSVDialect {
    /// From what the user wrote.
    init(separator: String, quote: String) throws {
        guard let separator = separator == "tab" || separator == "\\t" ? UInt8(ascii: "\t") : Self.byte(separator) else {
            throw UsageError(description: "--separator is one character of ASCII, or 'tab'")
        }
        guard quote == "none" || Self.byte(quote) != nil else {
            throw UsageError(description: "--quote is one character of ASCII, or 'none'")
        }
        let quoteByte = quote == "none" ? nil : Self.byte(quote)
        guard separator != quoteByte else { throw UsageError(description: "--separator and --quote are the same") }
        self.init(separator: separator, quote: quoteByte)
    }

    private static func byte(_ text: String) -> UInt8? {
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, byte != 10, byte != 13 else { return nil }
        return byte
    }
}
