import Foundation
import MariaDB

/// A Swift type, and how it reads the only column of a row: what came out, or why nothing did.
struct TypeReader: Sendable {
    let name: String
    let read: @Sendable (MariaDBRow) -> Outcome
    let readsNull: @Sendable (MariaDBRow) -> Bool

    enum Outcome: Hashable {
        case value(String)
        case error(String)
    }

    init<Value: MariaDBDecodable & Sendable>(
        _ type: Value.Type, as name: String? = nil, _ print: @escaping @Sendable (Value) -> String
    ) {
        self.name = name ?? "\(type)"
        read = { row in
            do {
                return .value(print(try row.decode(Value.self, at: 0)))
            } catch let error as MariaDBError {
                // Behind "column 'v' (INT) of row 0 can not be read as Bool: ".
                return .error(error.message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? "")
            } catch {
                return .error("\(error)")
            }
        }
        readsNull = { row in
            guard case .success(nil) = Result(catching: { try row.decode(Value?.self, at: 0) }) else { return false }
            guard case .failure = Result(catching: { try row.decode(Value.self, at: 0) }) else { return false }
            return true
        }
    }

    static let all: [TypeReader] = [
        TypeReader(Bool.self) { "\($0)" },
        TypeReader(Int8.self) { "\($0)" },
        TypeReader(Int.self) { "\($0)" },
        TypeReader(UInt64.self) { "\($0)" },
        TypeReader(Float.self) { "\($0)" },
        TypeReader(Double.self) { "\($0)" },
        TypeReader(MariaDBDecimal.self) { "\($0)" },
        TypeReader(Decimal.self) { "\($0)" },
        TypeReader(MariaDBDate.self) { "\($0)" },
        TypeReader(MariaDBTime.self) { "\($0)" },
        TypeReader(MariaDBDateTime.self) { "\($0)" },
        TypeReader(Date.self) { MariaDBDateTime($0, in: .gmt).map { "\($0) UTC" } ?? "out of range" },
        TypeReader(String.self) { "\"\($0)\"" },
        TypeReader(Set<String>.self, as: "Set<String>") { "\($0.sorted())" },
        TypeReader(MariaDBJSON<[String: Int]>.self, as: "MariaDBJSON<[String: Int]>") { "\($0.value)" },
        TypeReader(UUID.self) { $0.uuidString.lowercased() },
        TypeReader(URL.self) { $0.absoluteString },
        TypeReader([UInt8].self, as: "[UInt8]") { "[" + $0.map { String($0, radix: 16) }.joined(separator: " ") + "]" },
        TypeReader([Float].self, as: "[Float]") { "\($0)" },
        TypeReader(MariaDBGeometry.self) { "\($0.shape)".replacing("MariaDB.MariaDBGeometry.", with: "") },
    ]
}
