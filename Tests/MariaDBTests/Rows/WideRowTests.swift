import Testing

@testable import MariaDB

/// Few columns are found by looking at each, many through a dictionary: the type must not notice.
@Suite("A Decodable type, from a row of many columns")
struct WideRowTests {
    /// Reads columns by names of its own, in an order of its own, and one that is not there.
    private struct Wide: Decodable {
        @TaskLocal static var names: [String] = []

        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        let values: [Int]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            #expect(!container.contains(Key(stringValue: "none")))
            values = try Self.names.map { try container.decode(Int.self, forKey: Key(stringValue: $0)) }
            #expect(try container.decodeIfPresent(Int.self, forKey: Key(stringValue: "none")) == nil)
        }
    }

    private enum Order: CaseIterable {
        case asWritten, backwards, mixed

        func indices(_ count: Int) -> [Int] {
            switch self {
            case .asWritten: Array(0..<count)
            case .backwards: (0..<count).reversed()
            // Each once: 7 divides none of the counts.
            case .mixed: (0..<count).map { $0 * 7 % count }
            }
        }
    }

    @Test("finds each by its name", arguments: [1, 3, 62, 63, 64, 65, 66, 200], Order.allCases)
    private func byName(count: Int, order: Order) throws {
        let columns = (0..<count).map { RowFixtures.column(.bigInt, name: "column_\($0)") }
        let batch = RowFixtures.text(columns, (0..<count).map { "\($0)" })
        let indices = order.indices(count)
        try Wide.$names.withValue(indices.map { "column_\($0)" }) {
            let row = try batch.first.decode(Wide.self)
            #expect(row.values == indices)
            // Twice with what was learnt from the first row.
            var reader = DecodableReader(Wide.self, .asWritten)
            for _ in 1...3 { #expect(try reader.read(batch.first).values == indices) }
        }
    }

    @Test("takes the first of several with one name", arguments: [3, 64, 65, 200])
    func equalNames(count: Int) throws {
        let columns = (0..<count).map { RowFixtures.column(.bigInt, name: $0.isMultiple(of: 2) ? "same" : "other") }
        let row = RowFixtures.text(columns, (0..<count).map { "\($0)" }).first
        let values = try Wide.$names.withValue(["same", "other", "t.same"]) { try row.decode(Wide.self).values }
        #expect(values == [0, 1, 2])
    }
}
