/// A type that stands for one member of a SET column: `String`, or an enum of strings that declares this conformance.
public protocol MariaDBSetMember: Hashable {
    /// The member with a name, or `nil` if there is none.
    init?(setMember name: String)

    /// The member's name in the column's definition.
    var setMember: String { get }
}

extension String: MariaDBSetMember {
    /// Every name is a member.
    public init?(setMember name: String) {
        self = name
    }

    /// Itself.
    public var setMember: String { self }
}

extension MariaDBSetMember where Self: RawRepresentable, RawValue == String {
    /// The case with that raw value.
    public init?(setMember name: String) {
        self.init(rawValue: name)
    }

    /// The raw value.
    public var setMember: String { rawValue }
}

extension Set: MariaDBDecodable where Element: MariaDBSetMember {
    /// Reads a SET column. A member that the type does not know is an error.
    public init(from cell: borrowing MariaDBCell) throws {
        self = Set(
            try String.members(of: cell, for: Self.self).map { name in
                guard let member = Element(setMember: name) else {
                    throw cell.mismatch(Self.self, "the type has no case for one of the members")
                }
                return member
            })
    }
}

extension MariaDBValue {
    /// The value of a SET column.
    ///
    /// Spelled out, and not a conformance of `Set`: `IN (\(names))`, where `IN \(list: names)` was meant, would become a comparison
    /// with the joined names.
    public static func set(_ members: some Sequence<some MariaDBSetMember>) -> MariaDBValue {
        .text(members.map(\.setMember).joined(separator: ","))
    }
}
