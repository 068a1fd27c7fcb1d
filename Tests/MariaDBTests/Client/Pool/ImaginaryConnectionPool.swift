@testable import MariaDB

/// A pool without connections, time or tasks: the state alone, with a clock that the test moves and a list of what came of it.
struct ImaginaryConnectionPool {
    enum Outcome: Equatable {
        case leased(Int)
        case cancelled, timedOut, shutDown, refused
    }

    var state: ConnectionPoolState<String, Int>
    /// Time since the beginning.
    var now = Duration.zero
    /// What each waiter was told, in order.
    var told: [(waiter: Int, outcome: Outcome)] = []
    /// Attempts to connect that were asked for and not answered.
    var dialling: [Int] = []
    /// When each attempt began.
    var attempts: [Duration] = []
    var closing: [Int] = []
    var leaks: [String] = []
    /// When the pool wants to be called.
    var timer: Duration?
    var isDrained = false
    var timedOutCounts: PoolCounts?
    private let begin = Moment.now

    init(_ limits: PoolLimits, seed: UInt64 = 1) {
        state = ConnectionPoolState(limits, seed: seed)
    }

    var instant: Moment { begin + now }

    /// Takes a free connection, or gives the ticket to wait with.
    mutating func acquire(line: Int = 0, isAgain: Bool = false) -> (id: Int?, ticket: Int?) {
        let (answer, actions) = state.acquire(CallSite(file: "Test", line: line), isAgain: isAgain, at: instant)
        perform(actions)
        switch answer {
        case .leased(let leased): return (leased.id, nil)
        case .wait(let ticket): return (nil, ticket)
        case .shutDown: return (nil, nil)
        }
    }

    mutating func wait(_ waiter: Int, ticket: Int, for time: Duration = .seconds(10)) {
        let place = CallSite(file: "Test", line: waiter)
        perform(state.wait(waiter, ticket, place, until: instant + time, at: instant))
    }

    /// What a user does: takes a connection or waits for one. Returns the connection if there was one at once.
    @discardableResult
    mutating func ask(_ waiter: Int, for time: Duration = .seconds(10)) -> Int? {
        let (id, ticket) = acquire(line: waiter)
        if let ticket { wait(waiter, ticket: ticket, for: time) }
        return id
    }

    mutating func cancel(_ ticket: Int) { perform(state.cancel(ticket)) }

    mutating func release(_ id: Int, isReusable: Bool = true) {
        perform(state.release(id, isReusable: isReusable, at: instant))
    }

    /// Answers the attempt that began first.
    @discardableResult
    mutating func connected(longestIdle: Duration? = nil) -> Int {
        let id = dialling.removeFirst()
        perform(state.connected(id, "c\(id)", longestIdle: longestIdle, at: instant))
        return id
    }

    mutating func connectFailed(isFinal: Bool = false) {
        perform(state.connectFailed(dialling.removeFirst(), isFinal: isFinal, at: instant))
    }

    mutating func closed() { perform(state.closed(closing.removeFirst(), at: instant)) }
    mutating func closedAll() { while !closing.isEmpty { closed() } }
    mutating func fill() { perform(state.fill(at: instant)) }
    mutating func shutDown() { perform(state.shutDown(at: instant)) }
    mutating func abandon() { perform(state.abandon(at: instant)) }

    /// Lets time pass, and calls the pool whenever it asked for it.
    mutating func advance(by time: Duration) {
        let end = now + time
        while let next = timer, next <= end {
            timer = nil
            now = max(now, next)
            perform(state.tick(at: instant))
        }
        now = end
    }

    mutating func outcomes(of waiter: Int) -> [Outcome] {
        told.filter { $0.waiter == waiter }.map(\.outcome)
    }

    private mutating func perform(_ actions: PoolActions<String, Int>) {
        for (waiter, leased) in actions.handOvers { told.append((waiter, .leased(leased.id))) }
        for (waiter, failure) in actions.failures {
            if case .timedOut(let counts) = failure { timedOutCounts = counts }
            told.append((waiter, Outcome(failure)))
        }
        dialling += actions.connects
        attempts += actions.connects.map { _ in now }
        closing += actions.closes.map(\.id)
        leaks += actions.leaks.map { "\($0.lease.holder.line)" }
        if let next = actions.timer { timer = begin.duration(to: next) }
        isDrained = isDrained || actions.isDrained
    }
}

extension ImaginaryConnectionPool.Outcome {
    init(_ failure: PoolFailure) {
        self =
            switch failure {
            case .cancelled: .cancelled
            case .timedOut: .timedOut
            case .shutDown: .shutDown
            case .refused: .refused
            }
    }
}
