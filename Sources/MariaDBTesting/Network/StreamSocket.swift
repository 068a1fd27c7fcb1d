import StateLocks
import SystemPackage

/// One end of a connection. The thread it was given to sends, receives and closes it; anybody may interrupt it.
final class StreamSocket: Sendable {
    let descriptor: FileDescriptor
    /// Only an open descriptor may be shut down: after its end the number belongs to another file.
    private let isOpen = Lock(true)

    init(_ descriptor: FileDescriptor) {
        self.descriptor = descriptor
    }

    /// Sends everything and waits until it is on its way. Returns `false` if the connection is over.
    func send(_ bytes: ArraySlice<UInt8>) -> Bool {
        SystemCall.sendAll(bytes, to: descriptor)
    }

    /// Waits for bytes; none at the end of the connection.
    func receive() -> [UInt8] {
        SystemCall.receive(from: descriptor)
    }

    /// Waits for a time, less if the socket is interrupted.
    func wait(_ time: Duration) {
        SystemCall.wait(time, whileOpen: descriptor)
    }

    /// Makes every call on the socket return, now and later.
    func interrupt() {
        isOpen.withLock { isOpen in
            if isOpen { SystemCall.shutDown(descriptor) }
        }
    }

    /// Sends no more: the other side reads to the end and sees it.
    func endSending() {
        SystemCall.endSending(descriptor)
    }

    /// Closes the socket.
    ///
    /// - Parameter reset: With an RST in the place of an orderly end (FIN).
    func close(reset: Bool = false) {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            isOpen = false
            if reset { SystemCall.resetOnClose(descriptor) }
            try? descriptor.close()
        }
    }
}
