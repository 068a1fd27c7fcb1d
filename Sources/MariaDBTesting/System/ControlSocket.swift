import SystemPackage

/// Our end of the supervisor's standard input; closing it is what tells the supervisor to clean up.
///
/// A socket and not a pipe, because writing to a pipe whose reader has died raises SIGPIPE, which ends a process that has not
/// prepared for it; a socket can be told not to.
struct ControlSocket: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Takes over a socket; it is closed when this value goes away.
    init(_ descriptor: FileDescriptor) {
        self.descriptor = descriptor
    }

    deinit {
        try? descriptor.close()
    }

    /// Sends one line. If the supervisor is gone, nothing happens; the end of its output tells.
    func send(_ line: String) {
        SystemCall.send(Array("\(line)\n".utf8), to: descriptor)
    }
}
