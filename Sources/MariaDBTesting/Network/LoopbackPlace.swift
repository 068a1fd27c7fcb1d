/// Where a ``FakeServer`` or a ``FaultProxy`` listens: on this machine only.
public enum LoopbackPlace: Sendable, Hashable {
    /// A free TCP port of 127.0.0.1.
    case tcp
    /// A unix socket in a temporary folder that only this user can open.
    case unixSocket
}
