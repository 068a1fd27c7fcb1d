/// A parameter of a stored procedure, for ``MariaDBQuerying/call(_:_:file:line:)``.
public struct MariaDBParameter: Sendable {
    let value: MariaDBValue

    /// An IN parameter: a value for the procedure.
    public static func `in`(_ value: some MariaDBEncodable) -> MariaDBParameter {
        MariaDBParameter(value: value.mariaDBValue)
    }

    /// An IN parameter: a value for the procedure, or NULL for `nil`.
    public static func `in`<Value: MariaDBEncodable>(_ value: Value?) -> MariaDBParameter {
        MariaDBParameter(value: value.mariaDBValue)
    }

    /// An OUT parameter: the procedure gives it its value.
    public static let out = MariaDBParameter(value: .null)

    /// An INOUT parameter: a value for the procedure, which gives it another.
    public static func inOut(_ value: some MariaDBEncodable) -> MariaDBParameter {
        MariaDBParameter(value: value.mariaDBValue)
    }

    /// An INOUT parameter: a value for the procedure or NULL, which gives it another.
    public static func inOut<Value: MariaDBEncodable>(_ value: Value?) -> MariaDBParameter {
        MariaDBParameter(value: value.mariaDBValue)
    }
}
