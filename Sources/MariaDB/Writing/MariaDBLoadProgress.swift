/// How far a ``MariaDBQuerying/loadData(into:columns:from:options:file:line:progress:)`` is.
public struct MariaDBLoadProgress: Sendable, Hashable {
    /// How many rows were handed over for sending; 0 where the rows came as bytes.
    public internal(set) var rows = 0

    /// How many bytes were handed over for sending.
    public internal(set) var bytes = 0
}
