@testable internal import CSV
@testable internal import MariaDB

/// Texts of people: option files, URLs, CSV.
enum FileTarget {
    static func run(_ bytes: [UInt8]) {
        var input = Input(bytes)
        switch input.number(below: 3) {
        case 0: optionFile(String(decoding: input.remaining(), as: UTF8.self))
        case 1: url(String(decoding: input.remaining(), as: UTF8.self))
        default: csv(&input)
        }
    }

    private static func optionFile(_ text: String) {
        do {
            _ = try OptionFile(text, path: "/etc/my.cnf")
        } catch {
            require(error.code == .invalidConfiguration, "an unexpected code: \(error)")
        }
    }

    private static func url(_ text: String) {
        do {
            _ = "\(try MariaDBConfiguration(url: text))"
        } catch let error as MariaDBError {
            require(error.code == .invalidConfiguration, "an unexpected code: \(error)")
        } catch {
            fatalError("an error of another type: \(error)")
        }
    }

    /// However a file comes in pieces, its lines are the same.
    private static func csv(_ input: inout Input) {
        let dialect = CSVDialect(separator: input.byte(), quote: input.byte() & 1 == 0 ? UInt8(ascii: "\"") : nil)
        let size = 1 + input.number(below: 16)
        let bytes = input.remaining()
        var whole: [CSVLine] = []
        var parser = CSVParser(dialect)
        parser.parse(bytes, into: &whole)
        parser.finish(into: &whole)
        var pieces: [CSVLine] = []
        parser = CSVParser(dialect)
        for start in stride(from: 0, to: bytes.count, by: size) {
            parser.parse(bytes[start..<min(start + size, bytes.count)], into: &pieces)
        }
        parser.finish(into: &pieces)
        require(whole == pieces, "pieces of \(size) give other lines")
        let last = whole.last.map { line in
            switch line {
            case .record(let record): record.line
            case .bad(let line, _): line
            }
        }
        require(last ?? 1 <= 1 + bytes.count, "more lines than bytes")
    }
}
