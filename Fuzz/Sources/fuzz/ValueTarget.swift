internal import Foundation

@testable internal import MariaDB

/// The texts and bytes of values, each with every parser that takes such. What is read prints as something that reads the same.
enum ValueTarget {
    static func run(_ bytes: [UInt8]) {
        var input = Input(bytes)
        let choice = input.number(below: 8)
        let rest = input.remaining()
        let text = String(decoding: rest, as: UTF8.self)
        switch choice {
        case 0: decimal(text)
        case 1: if let date = MariaDBDate(text) { same(MariaDBDate(date.description), date) }
        case 2: if let time = MariaDBTime(text) { same(MariaDBTime(time.description), time) }
        case 3: if let moment = MariaDBDateTime(text) { same(MariaDBDateTime(moment.description), moment) }
        case 4: if let geometry = MariaDBGeometry(bytes: rest) { require(geometry.bytes.count <= rest.count, "WKB grew") }
        case 5:
            if let shape = MariaDBGeometry.Shape(wkb: rest) {
                require(MariaDBGeometry.Shape(wkb: shape.wkb)?.wkb == shape.wkb, "WKB changed")
            }
        case 6: lengths(rest)
        default: parameters(rest)
        }
    }

    private static func decimal(_ text: String) {
        guard let decimal = MariaDBDecimal(text) else { return }
        same(MariaDBDecimal(decimal.description), decimal)
        _ = (
            Double(decimal), Double(exactly: decimal), Int8(exactly: decimal), UInt64(exactly: decimal), Decimal(exactly: decimal)
        )
        let zero: MariaDBDecimal = 0
        require(!(decimal < zero && zero < decimal), "\(decimal) is on both sides of zero")
    }

    private static func same<Value: Equatable>(_ found: Value?, _ value: Value) {
        require(found == value, "\(value) is not what it prints")
    }

    private static func lengths(_ bytes: [UInt8]) {
        let number = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        var encoded: [UInt8] = []
        LengthEncoding.append(Int(clamping: number), to: &encoded)
        require(LengthEncoding.width(encoded[0]).map { $0 + 1 } ?? 1 == encoded.count, "a length has another width than it says")
    }

    private static func parameters(_ bytes: [UInt8]) {
        var state = TrackedState()
        for part in bytes.split(separator: 0, omittingEmptySubsequences: false) {
            let text = String(decoding: part, as: UTF8.self)
            _ = state.take(.variable(name: text, value: text))
            let transaction = MariaDBTransactionState(text)
            require(!transaction.isImplicit || transaction.isOpen, "a transaction is implicit and not open")
        }
    }
}
