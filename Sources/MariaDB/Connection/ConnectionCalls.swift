internal import DequeModule

/// The calls of one connection: which one has the turn, how far it is, and which ones wait, in the order of their arrival.
///
/// A value without clock, threads or locks: every event returns what to do, and ``ConnectionGate`` does it outside its lock.
struct ConnectionCalls<Waiter> {
    /// Tells calls of a connection apart; never given twice.
    typealias Number = UInt64

    /// What a call that has arrived does next.
    enum Arrival: Equatable {
        /// It has the turn.
        case go(Number)
        /// Another call has it; this one says ``wait(_:_:)`` next.
        case wait(Number)

        var number: Number {
            switch self {
            case .go(let number), .wait(let number): number
            }
        }
    }

    /// What interrupting a call takes.
    enum Interrupting {
        /// Nothing: it is over, or interrupted already.
        case nothing
        /// It leaves the queue: its waiter is resumed with the error.
        case leave(Waiter)
        /// It has the turn and may be waiting for a thread; on one, it ends by itself.
        case hurry
        /// It runs and has to be stopped at the server.
        case stop
    }

    /// How a call ended.
    struct End {
        var interruption: CallInterruption?
        /// Who has the turn now.
        var next: Waiter?
    }

    private struct Current {
        let number: Number
        var isRunning = false
        var interruption: CallInterruption?
    }

    private var lastNumber: Number = 0
    private var current: Current?
    private var waiting = Deque<(number: Number, waiter: Waiter)>()

    /// How many calls wait for their turn.
    var waitingCalls: Int { waiting.count }

    /// A call arrives.
    mutating func arrive() -> Arrival {
        lastNumber += 1
        guard current == nil else { return .wait(lastNumber) }
        current = Current(number: lastNumber)
        return .go(lastNumber)
    }

    /// A call takes its place in the queue. Returns `false` if the turn has come free since it arrived, and is now its own.
    mutating func wait(_ number: Number, _ waiter: Waiter) -> Bool {
        guard current != nil else {
            current = Current(number: number)
            return false
        }
        waiting.append((number, waiter))
        return true
    }

    /// The call that has the turn is on a thread. Returns why it must not begin, if it must not.
    mutating func begin(_ number: Number) -> CallInterruption? {
        guard current?.number == number else { return nil }
        current?.isRunning = true
        return current?.interruption
    }

    /// The call that has the turn is over.
    mutating func end(_ number: Number) -> End {
        guard let ended = current, ended.number == number else { return End() }
        current = nil
        return End(interruption: ended.interruption, next: handOn())
    }

    /// A call is to end before its time.
    mutating func interrupt(_ number: Number, _ reason: CallInterruption) -> Interrupting {
        if let index = waiting.firstIndex(where: { $0.number == number }) {
            return .leave(waiting.remove(at: index).waiter)
        }
        guard current?.number == number else { return .nothing }
        return interruptCurrent(reason)
    }

    /// The call that has the turn is to end before its time, whichever it is.
    mutating func interruptCurrent(_ reason: CallInterruption) -> Interrupting {
        guard let current, current.interruption == nil else { return .nothing }
        self.current?.interruption = reason
        return current.isRunning ? .stop : .hurry
    }

    private mutating func handOn() -> Waiter? {
        guard let first = waiting.popFirst() else { return nil }
        current = Current(number: first.number)
        return first.waiter
    }
}
