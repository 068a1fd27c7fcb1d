#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// How a type is read from a cell. Found out once for each property, because asking a type for its conformances is slow.
struct CellReading {
    private enum Way {
        /// By the type's own ``MariaDBDecodable``.
        case own(any MariaDBDecodable.Type)
        /// By its `Decodable`, as a single value: enums with raw values, for example.
        case single
        /// By its `Decodable`, from the JSON in the column.
        case json
    }

    private let type: ObjectIdentifier
    private var way: Way

    private init(_ type: any Decodable.Type) {
        self.type = ObjectIdentifier(type)
        way = (type as? any MariaDBDecodable.Type).map(Way.own) ?? .single
    }

    static func read<Value: Decodable>(
        _ type: Value.Type, _ cell: MariaDBCell, _ state: RowDecodingState, _ known: inout CellReading?
    ) throws -> Value {
        var reading = if let known, known.type == ObjectIdentifier(type) { known } else { CellReading(type) }
        defer { known = reading }
        switch reading.way {
        case .own(let own): return try read(own, cell)
        case .json: return try readJSON(cell, state)
        case .single: break
        }
        let decoder = CellDecoder(cell, type, state)
        do {
            return try type.init(from: decoder)
        } catch {
            guard decoder.wantsContainer else { throw DecodingFailure.translate(error, type, cell) }
        }
        reading.way = .json
        return try readJSON(cell, state)
    }

    private static func read<Own: MariaDBDecodable, Value>(_ own: Own.Type, _ cell: MariaDBCell) throws -> Value {
        // The same type by two names.
        guard let value = try own.init(from: cell) as? Value else { throw cell.mismatch(Value.self, "it is no \(own)") }
        return value
    }

    private static func readJSON<Value: Decodable>(_ cell: MariaDBCell, _ state: RowDecodingState) throws -> Value {
        switch try cell.content(for: Value.self) {
        case .text, .bytes: break
        default: throw cell.mismatch(Value.self, "the type needs JSON, which only text columns hold")
        }
        do {
            return try state.jsonDecoder.decode(Value.self, from: Data(cell.bytes))
        } catch {
            throw DecodingFailure.translate(error, Value.self, cell)
        }
    }
}
