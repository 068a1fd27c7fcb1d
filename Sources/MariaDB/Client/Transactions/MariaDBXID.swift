/// The name of one branch of a distributed transaction (X/Open XA; MariaDB manual, "XA Transactions").
///
/// ```swift
/// let xid = MariaDBXID("order-4711", branch: "stock")
/// ```
/// Names are bytes, and the server compares them as such. No two branches that are open or prepared may have the same one.
public struct MariaDBXID: Sendable, Hashable {
    /// The name of the distributed transaction, the same for all its branches: 1 to 64 bytes.
    public var transaction: [UInt8]

    /// Which branch of it this is: up to 64 bytes.
    public var branch: [UInt8]

    /// What kind of names these are; 1 unless given, as at the server.
    public var formatID: UInt32

    /// Names from texts, as UTF-8.
    public init(_ transaction: String, branch: String = "", formatID: UInt32 = 1) {
        self.init(transaction: Array(transaction.utf8), branch: Array(branch.utf8), formatID: formatID)
    }

    /// Names from bytes.
    public init(transaction: [UInt8], branch: [UInt8], formatID: UInt32 = 1) {
        self.transaction = transaction
        self.branch = branch
        self.formatID = formatID
    }

    /// As a statement of a call has it.
    func sql(_ location: CallSite) throws(MariaDBError) -> String {
        guard (1...64).contains(transaction.count), branch.count <= 64 else {
            throw MariaDBError(
                code: .invalidTransaction,
                message: "a distributed transaction's name has 1 to 64 bytes, and that of a branch up to 64"
            ).at(location)
        }
        return "X'\(Self.hexadecimal(transaction))',X'\(Self.hexadecimal(branch))',\(formatID)"
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension MariaDBXID: CustomStringConvertible {
    /// Both names in quotes, and the format; a name that is no text in hexadecimal digits.
    public var description: String { "\(Self.text(transaction)),\(Self.text(branch)),\(formatID)" }

    private static func text(_ bytes: [UInt8]) -> String {
        let isPlain = bytes.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "'") }
        return isPlain ? "'\(String(decoding: bytes, as: UTF8.self))'" : "X'\(hexadecimal(bytes))'"
    }
}
