import StateLocks
import SystemPackage

/// A connection through a proxy: moves the bytes as its two ``FaultPipe``s say. Blocks its thread.
final class ProxiedConnection: Sendable {
    private let client: StreamSocket
    private let server: StreamSocket
    /// A byte through here wakes the thread.
    private let bell: (ring: FileDescriptor, hear: FileDescriptor)
    private let order = Lock(Order.goOn)

    private enum Order {
        case goOn
        case end(reset: Bool)
        /// The thread is gone, and with it the bell.
        case ended
    }

    init(client: StreamSocket, server: StreamSocket) throws(Errno) {
        self.client = client
        self.server = server
        bell = try SystemCall.socketPair()
    }

    /// Has the thread look at the faults again.
    func wake() {
        order.withLock { order in
            if case .ended = order { return }
            SystemCall.send([1], to: bell.ring)
        }
    }

    /// Breaks off the connection.
    func end(reset: Bool) {
        order.withLock { order in
            if case .ended = order { return }
            order = .end(reset: reset)
            SystemCall.send([1], to: bell.ring)
        }
    }

    /// Moves bytes until both sides have ended or the connection is broken off.
    ///
    /// - Parameters:
    ///   - faults: Gives the faults of this moment.
    ///   - count: Told of the bytes that came from the client and from the server.
    /// - Returns: Whether the sockets are to be closed with a reset.
    func run(
        _ faults: () -> FaultProxy.Faults, count: (_ fromClient: Int, _ fromServer: Int) -> Void
    ) -> Bool {
        defer {
            order.withLock { $0 = .ended }
            try? bell.ring.close()
            try? bell.hear.close()
        }
        let start = ContinuousClock.now
        var up = Lane(from: client.descriptor, to: server.descriptor)
        var down = Lane(from: server.descriptor, to: client.descriptor)
        do {
            while true {
                if case .end(let reset) = order.withLock({ $0 }) { return reset }
                let now = start.duration(to: .now)
                let current = faults()
                let actions = (try up.act(at: now, current.toServer), try down.act(at: now, current.toClient))
                switch actions {
                case (.cut(let reset), _), (_, .cut(let reset)): return reset
                case (.done, .done): return false
                default: break
                }
                let input = try wait(up, down, now)
                // Asked again: bytes that come after a change of the faults have to feel it.
                let (later, changed) = (start.duration(to: .now), faults())
                if input.fromClient { count(try up.receive(at: later, changed.toServer), 0) }
                if input.fromServer { count(0, try down.receive(at: later, changed.toClient)) }
            }
        } catch {
            // One side is gone without goodbye, and so is the other then.
            return error == .connectionReset
        }
    }

    /// Waits until there is something to do, and tells where something has come.
    private func wait(
        _ up: Lane, _ down: Lane, _ now: Duration
    ) throws(Errno) -> (fromClient: Bool, fromServer: Bool) {
        var sockets = [
            SystemCall.Waiting(socket: client.descriptor, wantsInput: up.wantsInput, wantsRoom: down.wantsRoom),
            SystemCall.Waiting(socket: server.descriptor, wantsInput: down.wantsInput, wantsRoom: up.wantsRoom),
            SystemCall.Waiting(socket: bell.hear),
        ]
        let wakeUp = [up.wakeUp, down.wakeUp].compactMap { $0 }.min()
        SystemCall.wait(for: &sockets, atMost: wakeUp.map { max(.zero, $0 - now) })
        if sockets[2].hasInput { _ = try SystemCall.receiveNow(from: bell.hear) }
        return (sockets[0].hasInput, sockets[1].hasInput)
    }
}

/// One direction: its pipe and the sockets at its ends.
private struct Lane {
    private let (source, sink): (FileDescriptor, FileDescriptor)
    private var pipe = FaultPipe()
    private var hasEnded = false
    private(set) var wantsInput = true
    private(set) var wantsRoom = false
    private(set) var wakeUp: Duration?

    init(from source: FileDescriptor, to sink: FileDescriptor) {
        self.source = source
        self.sink = sink
    }

    /// Does what can be done now, and returns what stands in the way of more.
    mutating func act(at now: Duration, _ faults: FaultProxy.Faults.Direction) throws(Errno) -> FaultPipe.Action {
        (wantsRoom, wakeUp) = (false, nil)
        while true {
            let action = pipe.next(at: now, faults)
            switch action {
            case .send(let bytes):
                let count = try SystemCall.sendNow(bytes, to: sink)
                pipe.sent(count, at: now, faults)
                guard count == 0 else { continue }
                wantsRoom = true
            case .endSending:
                SystemCall.endSending(sink)
                continue
            case .wait(let time):
                wakeUp = time
            case .idle, .cut, .done:
                break
            }
            wantsInput = !hasEnded && pipe.hasRoom(faults)
            return action
        }
    }

    /// Takes what has come and returns how many bytes that were.
    mutating func receive(at now: Duration, _ faults: FaultProxy.Faults.Direction) throws(Errno) -> Int {
        guard let bytes = try SystemCall.receiveNow(from: source) else { return 0 }
        if bytes.isEmpty {
            hasEnded = true
            pipe.end(at: now, faults)
        } else {
            pipe.receive(bytes, at: now, faults)
        }
        return bytes.count
    }
}
