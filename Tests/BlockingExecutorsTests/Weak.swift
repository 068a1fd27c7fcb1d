/// A reference that does not keep its object alive.
struct Weak<Object: AnyObject & Sendable>: Sendable {
    weak let value: Object?

    init(_ object: Object) {
        value = object
    }
}
