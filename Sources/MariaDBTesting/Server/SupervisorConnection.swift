import StateLocks

/// What a ``Supervisor`` shares with the task that listens to the shell: the state, who waits for it, and the shell's input.
final class SupervisorConnection: Sendable {
    private struct Contents: ~Copyable {
        var state = SupervisorState()
        var socket: ControlSocket?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let contents = Lock(Contents())

    var state: SupervisorState {
        contents.withLock { $0.state }
    }

    /// Takes the socket through which the shell is spoken to.
    func open(_ socket: consuming ControlSocket) {
        var incoming: ControlSocket? = socket
        contents.withLock { $0.socket = incoming.take() }
    }

    /// Ends the shell's input: it then ends the server and removes the folder.
    func close() {
        contents.withLock { $0.socket = nil }
    }

    /// Sends the shell a line, if its input is still open.
    func send(_ line: String) {
        contents.withLock { $0.socket?.send(line) }
    }

    /// Changes the state and wakes who waits for the server's end, if that is what has come.
    func update(_ change: (inout SupervisorState) -> Void) {
        let woken = contents.withLock { contents -> [CheckedContinuation<Void, Never>] in
            change(&contents.state)
            guard !contents.state.mayBeRunning else { return [] }
            defer { contents.waiters = [] }
            return contents.waiters
        }
        for waiter in woken {
            waiter.resume()
        }
    }

    /// Sends a signal to the server, if it is running.
    func signal(_ number: Int32) {
        // Under the lock: once the server's end has been reported its number may belong to another process.
        contents.withLock { contents in
            guard case .running(let processIdentifier) = contents.state.phase else { return }
            SystemCall.signal(number, to: processIdentifier)
        }
    }

    /// Returns when the server is not running.
    func serverExit() async {
        await withCheckedContinuation { continuation in
            let isOver = contents.withLock { contents -> Bool in
                guard contents.state.mayBeRunning else { return true }
                contents.waiters.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }
}
