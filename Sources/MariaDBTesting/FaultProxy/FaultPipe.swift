/// The bytes on their way in one direction of a connection, and what is to go wrong with them.
///
/// A value without clock or network: time is a duration since some beginning, and what is to be done is returned.
struct FaultPipe {
    /// What is to be done now.
    enum Action: Equatable {
        /// Send these bytes, or as many of them as can be sent, and tell with ``sent(_:at:_:)``.
        case send(ArraySlice<UInt8>)
        /// Nothing before this time.
        case wait(until: Duration)
        /// Nothing before more bytes come, or the faults change.
        case idle
        /// Send no more: tell the other side that this one has ended.
        case endSending
        /// Break off both directions.
        case cut(reset: Bool)
        /// Nothing will come any more.
        case done
    }

    private enum Ending {
        case none, endSending, done
        case cut(reset: Bool)
    }

    /// More than this is not taken from the sender, so that it feels a slow receiver.
    private static let room = 256 << 10
    /// A line that takes its time holds what is on its way.
    private static let roomOnSlowLine = 16 << 20
    /// A limited rate is kept to in pieces, so many a second.
    private static let piecesPerSecond = 50

    private var chunks: [(due: Duration, bytes: ArraySlice<UInt8>)] = []
    private var ending = Ending.none
    private var endingDue = Duration.zero
    private var waiting = 0
    /// When the rate allows the next bytes.
    private var nextSend = Duration.zero
    /// How many bytes came so far.
    private(set) var received = 0

    /// Whether more bytes are to be read.
    func hasRoom(_ faults: FaultProxy.Faults.Direction) -> Bool {
        guard case .none = ending else { return false }
        return waiting < (faults.latency > .zero ? Self.roomOnSlowLine : Self.room)
    }

    /// Bytes came.
    mutating func receive(_ bytes: [UInt8], at now: Duration, _ faults: FaultProxy.Faults.Direction) {
        guard case .none = ending else { return }
        var passing = bytes[...]
        if let flip = faults.flip, passing.indices.contains(flip.position - received) {
            passing[flip.position - received] ^= 1 << UInt8(flip.bit & 7)
        }
        endingDue = now + faults.latency
        if let cut = faults.cut, received + bytes.count >= cut.position {
            passing = passing.prefix(max(0, cut.position - received))
            if cut.ending != .silence { ending = .cut(reset: cut.ending == .reset) }
        }
        received += bytes.count
        guard !passing.isEmpty else { return }
        chunks.append((endingDue, passing))
        waiting += passing.count
    }

    /// The sender has ended.
    mutating func end(at now: Duration, _ faults: FaultProxy.Faults.Direction) {
        guard case .none = ending else { return }
        ending = .endSending
        endingDue = now + faults.latency
    }

    /// What is to be done now.
    mutating func next(at now: Duration, _ faults: FaultProxy.Faults.Direction) -> Action {
        guard !faults.isHeld else { return .idle }
        guard let chunk = chunks.first else { return end(at: now) }
        let due = faults.bytesPerSecond == nil ? chunk.due : max(chunk.due, nextSend)
        guard due <= now else { return .wait(until: due) }
        guard let rate = faults.bytesPerSecond else { return .send(chunk.bytes) }
        return .send(chunk.bytes.prefix(max(1, rate / Self.piecesPerSecond)))
    }

    /// So many of the bytes of ``Action/send(_:)`` are on their way.
    mutating func sent(_ count: Int, at now: Duration, _ faults: FaultProxy.Faults.Direction) {
        guard !chunks.isEmpty else { return }
        waiting -= count
        chunks[0].bytes = chunks[0].bytes.dropFirst(count)
        if chunks[0].bytes.isEmpty { chunks.removeFirst() }
        guard let rate = faults.bytesPerSecond else { return }
        nextSend = max(nextSend, now - .milliseconds(100)) + .seconds(Double(count) / Double(max(1, rate)))
    }

    private mutating func end(at now: Duration) -> Action {
        switch ending {
        case .none: return .idle
        case _ where endingDue > now: return .wait(until: endingDue)
        case .endSending:
            ending = .done
            return .endSending
        case .cut(let reset): return .cut(reset: reset)
        case .done: return .done
        }
    }
}
