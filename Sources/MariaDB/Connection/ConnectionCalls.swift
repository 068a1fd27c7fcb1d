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
        case hurry(Number)
        /// It runs and has to be stopped at the server.
        case stop(Number)
    }

    /// How a call ended.
    struct End {
        var interruption: CallInterruption?
        /// A KILL was sent, so what the statement gave may be wrong: SLEEP and GET_LOCK answer without an error.
        var wasKilled = false
        /// Who has the turn now.
        var next: Waiter?
    }

    private struct Current {
        enum Phase {
            case waitingForThread, running, over
        }
        let number: Number
        var phase = Phase.waitingForThread
        /// Whether it is the body's task that calls: see ``BodyTask``.
        var isOfBody = false
        var interruption: CallInterruption?
        var wasKilled = false
        /// KILLs on their way, which hit whatever runs when they arrive: the turn stays here.
        var kills = 0
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

    /// A call of the body's task arrives, which is on a thread already. Returns `nil` if another call has the turn.
    mutating func beginInBody() -> Number? {
        guard current == nil else { return nil }
        lastNumber += 1
        current = Current(number: lastNumber, phase: .running, isOfBody: true)
        return lastNumber
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
        current?.phase = .running
        return current?.interruption
    }

    /// The call that has the turn is over.
    ///
    /// - Parameter isConnectionOpen: Whether there will be statements that a KILL could hit.
    mutating func end(_ number: Number, isConnectionOpen: Bool = true) -> End {
        guard var ended = current, ended.number == number else { return End() }
        ended.phase = .over
        current = ended.kills > 0 && isConnectionOpen ? ended : nil
        return End(
            interruption: ended.interruption, wasKilled: ended.wasKilled, next: current == nil ? handOn() : nil)
    }

    /// A call is to end before its time.
    mutating func interrupt(_ number: Number, _ reason: CallInterruption) -> Interrupting {
        if let index = waiting.firstIndex(where: { $0.number == number }) {
            return .leave(waiting.remove(at: index).waiter)
        }
        guard current?.number == number else { return .nothing }
        return interruptCurrent(reason)
    }

    /// A call is to be stopped if it runs, and to run if it does not yet: for what cleans up.
    mutating func interruptIfRunning(_ number: Number, _ reason: CallInterruption) -> Interrupting {
        isRunning(number) ? interruptCurrent(reason) : .nothing
    }

    /// The call that has the turn is to end before its time, whichever it is.
    mutating func interruptCurrent(_ reason: CallInterruption) -> Interrupting {
        guard let current, current.phase != .over else { return .nothing }
        // What is stopped with patience may still be stopped without.
        guard current.interruption == nil || current.interruption == .leftEarly && reason != .leftEarly else { return .nothing }
        self.current?.interruption = reason
        return current.phase == .running ? .stop(current.number) : .hurry(current.number)
    }

    /// The call that has the turn is to end before its time, if the body's task made it.
    mutating func interruptBody(_ reason: CallInterruption) -> Interrupting {
        current?.isOfBody == true ? interruptCurrent(reason) : .nothing
    }

    /// Whether the call has the turn and is not on a thread yet.
    func isWaitingForThread(_ number: Number) -> Bool {
        current?.number == number && current?.phase == .waitingForThread
    }

    /// Whether any call is on a thread.
    var isBusy: Bool { current?.phase == .running }

    /// Whether the call is on a thread.
    func isRunning(_ number: Number) -> Bool {
        current?.number == number && current?.phase == .running
    }

    /// A KILL is about to be sent. Returns whether it may be: only while the call runs.
    mutating func beginKill(_ number: Number) -> Bool {
        guard isRunning(number) else { return false }
        current?.kills += 1
        current?.wasKilled = true
        return true
    }

    /// The KILL has been answered, or will hit nothing any more. Returns who has the turn now, if the call was over already.
    mutating func endKill(_ number: Number) -> Waiter? {
        guard let killed = current, killed.number == number, killed.kills > 0 else { return nil }
        current?.kills -= 1
        guard killed.kills == 1, killed.phase == .over else { return nil }
        current = nil
        return handOn()
    }

    private mutating func handOn() -> Waiter? {
        // Nearly always nobody waits, and looking for the first one costs more than this.
        guard !waiting.isEmpty, let first = waiting.popFirst() else { return nil }
        current = Current(number: first.number)
        return first.waiter
    }
}
