public import Foundation

/// Instruction counts to compare with: a file that is committed.
public struct InstructionBaseline: Sendable, Hashable, Codable {
    /// On what kind of processor they were counted.
    public var machine: String
    /// Instructions for each operation, by workload.
    public var counts: [String: Double]

    /// Rounds the counts, so that the file changes only where they do.
    public init(machine: String, counts: [String: Double]) {
        self.machine = machine
        self.counts = counts.mapValues { $0.rounded() }
    }

    /// Reads what ``json()`` has written.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(Self.self, from: json)
    }

    /// The same counts always give the same text.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
