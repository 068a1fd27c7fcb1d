import Foundation
import MariaDB

/// A Swift type, and how it reads the only column of a row: what came out, or why nothing did.
struct TypeReader: Sendable {
    let name: String
    /// What it says to a column of a type that it does not read.
    let refusal: String
    let read: @Sendable (MariaDBRow) -> Outcome
    let readsNull: @Sendable (MariaDBRow) -> Bool

    enum Outcome: Hashable {
        case value(String)
        case error(String)
    }

    init<Value: MariaDBDecodable & Sendable>(
        _ type: Value.Type, refusal: String, _ print: @escaping @Sendable (Value) -> String
    ) {
        name = Self.written["\(type)"] ?? "\(type)"
        self.refusal = refusal
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

    /// Names that the runtime writes in a longer way.
    private static let written = [
        "Array<UInt8>": "[UInt8]", "Array<Float>": "[Float]",
        "MariaDBJSON<Dictionary<String, Int>>": "MariaDBJSON<[String: Int]>",
    ]

    static let all: [TypeReader] = [
        TypeReader(Bool.self, refusal: "it is no integer column") { "\($0)" },
        TypeReader(Int8.self, refusal: "it is no integer column") { "\($0)" },
        TypeReader(Int.self, refusal: "it is no integer column") { "\($0)" },
        TypeReader(UInt64.self, refusal: "it is no integer column") { "\($0)" },
        TypeReader(Float.self, refusal: "it is no number column") { "\($0)" },
        TypeReader(Double.self, refusal: "it is no number column") { "\($0)" },
        TypeReader(MariaDBDecimal.self, refusal: "it is no number column") { "\($0)" },
        TypeReader(Decimal.self, refusal: "it is no number column") { "\($0)" },
        TypeReader(MariaDBDate.self, refusal: "it is no DATE column; a DATETIME is read as MariaDBDateTime") { "\($0)" },
        TypeReader(MariaDBTime.self, refusal: "it is no TIME column") { "\($0)" },
        TypeReader(MariaDBDateTime.self, refusal: "it is no DATETIME or TIMESTAMP column; a DATE is read as MariaDBDate") {
            "\($0)"
        },
        TypeReader(Date.self, refusal: "it is no DATETIME or TIMESTAMP column; a DATE is read as MariaDBDate") {
            MariaDBDateTime($0, in: .gmt).map { "\($0) UTC" } ?? "out of range"
        },
        TypeReader(String.self, refusal: "it holds bytes and no text; read it as [UInt8]") { "\"\($0)\"" },
        TypeReader(Set<String>.self, refusal: "only a SET column holds a list of strings") { "\($0.sorted())" },
        TypeReader(MariaDBJSON<[String: Int]>.self, refusal: "it is no JSON or text column") { "\($0.value)" },
        TypeReader(UUID.self, refusal: "it is neither text nor 16 bytes") { $0.uuidString.lowercased() },
        TypeReader(URL.self, refusal: "it is no text column") { $0.absoluteString },
        TypeReader([UInt8].self, refusal: "only text, binary and BIT columns can be read as bytes") {
            "[" + $0.map { String($0, radix: 16) }.joined(separator: " ") + "]"
        },
        TypeReader([Float].self, refusal: "only a VECTOR or another binary column holds floating-point numbers") { "\($0)" },
        TypeReader(MariaDBGeometry.self, refusal: "it is no GEOMETRY column") {
            "\($0.shape)".replacing("MariaDB.MariaDBGeometry.", with: "")
        },
    ]
}
