/// Options by name, each a text that is read as what it is to be. Everything is checked: an option that is misspelled and ignored
/// may be the one that was to protect the connection.
struct OptionValues {
    /// Where the options come from; goes into errors.
    enum Source {
        case url
        case configuration
        case optionFile(path: String)
    }

    let source: Source
    private let values: [String: String]

    init(_ values: [String: String], from source: Source) {
        self.source = source
        self.values = values
    }

    var names: some Collection<String> { values.keys }

    subscript(name: String) -> String? { values[name] }

    /// These, and others where these say nothing.
    func over(_ others: OptionValues) -> OptionValues {
        OptionValues(others.values.merging(values) { _, own in own }, from: source)
    }

    /// A time of up to a day, or of up to another limit.
    func seconds(_ name: String, upTo limit: Int = 86_400) throws(MariaDBError) -> Duration? {
        guard let text = values[name] else { return nil }
        guard let seconds = Double(text), seconds > 0, seconds <= Double(limit) else {
            throw invalid("\(name) must be a number of seconds, above 0, up to \(limit)")
        }
        return .seconds(seconds)
    }

    /// A time, or `off`: then `.some(nil)`.
    func secondsOrOff(_ name: String) throws(MariaDBError) -> Duration?? {
        if values[name] == "off" { return .some(nil) }
        return try seconds(name).map { $0 }
    }

    func number(_ name: String, _ range: ClosedRange<Int>) throws(MariaDBError) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw invalid("\(name) must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ name: String) throws(MariaDBError) -> Bool? {
        switch values[name] {
        case nil: return nil
        case "false": return false
        case "true": return true
        default: throw invalid("\(name) must be true or false")
        }
    }

    /// One of several words.
    func choice<Value>(_ name: String, _ choices: KeyValuePairs<String, Value>) throws(MariaDBError) -> Value? {
        guard let text = values[name] else { return nil }
        guard let choice = choices.first(where: { $0.key == text }) else {
            throw invalid("\(name) must be " + choices.map(\.key).joined(separator: " or "))
        }
        return choice.value
    }

    func invalid(_ problem: String) -> MariaDBError {
        switch source {
        case .url: MariaDBConfiguration.invalid(problem)
        case .configuration:
            MariaDBError(code: .invalidConfiguration, message: "the database configuration can not be used: \(problem)")
        case .optionFile(let path):
            // The names are others there.
            OptionFile.invalid(path, problem.replacing("tls-", with: "ssl-"))
        }
    }
}
