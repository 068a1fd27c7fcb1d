import SystemPackage

/// Finds out whether a server answers: it does once the first byte of its greeting arrives.
///
/// A connection of its own kind and not ``MariaDBConnection``, so that a fault in the client is not taken for one of the
/// server, and so that waiting blocks no thread.
struct GreetingProbe: ~Copyable {
    private let path: String
    private var socket: FileDescriptor?

    /// A probe for the server at a unix socket.
    init(unixSocket path: String) {
        self.path = path
    }

    deinit {
        try? socket?.close()
    }

    /// Whether the server answers now. Returns at once; ask again later if it does not.
    mutating func isAnswered() -> Bool {
        do {
            // Between listening and greeting there is a moment in which connecting works already: keep the connection then.
            let open = try socket ?? SystemCall.connect(unixSocket: path)
            socket = open
            return try SystemCall.receiveByte(from: open) != nil
        } catch {
            try? socket?.close()
            socket = nil
            return false
        }
    }
}
