internal import StateLocks

/// A bounded buffer from a task to a blocked thread: the task waits, without blocking, while it is full; the thread blocks while it
/// is empty. For callbacks of C libraries that want data from an async source.
package final class BlockingHandoff<Element: Sendable>: Sendable {
    private typealias State = HandoffState<Element, CheckedContinuation<Void, Never>>

    /// What the receiver gets.
    package enum Received: Sendable {
        case element(Element)
        /// There is nothing more to come.
        case end
        /// The sender gave up.
        case failed
    }

    private let state: Lock<State>
    /// Wakes the thread, to look at the state.
    private let signal = ThreadMailbox<Void>()

    /// - Parameter capacity: How many elements may wait.
    package init(capacity: Int) {
        state = Lock(State(capacity: capacity))
    }

    // MARK: The task

    /// Waits until there is a receiver and it wants more. Returns `false` if it never will.
    package func isWanted() async -> Bool {
        while true {
            if let answer = state.withLock({ $0.senderMayGoOn }) { return answer }
            await withCheckedContinuation { continuation in
                state.withLock { $0.wait(continuation) }?.resume()
            }
        }
    }

    /// Appends an element; ask ``isWanted()`` before. Returns `false` if nobody will take it.
    package func send(_ element: Element) -> Bool {
        let isTaken = state.withLock { $0.send(element) }
        signal.wake(with: ())
        return isTaken
    }

    /// No more elements come.
    package func finish() {
        state.withLock { $0.finish() }?.resume()
        signal.wake(with: ())
    }

    /// Gives up: what has not been received is dropped. May be called from anywhere, such as a handler of cancellation.
    package func fail() {
        state.withLock { $0.fail() }?.resume()
        signal.wake(with: ())
    }

    // MARK: The thread

    /// Lets the sender begin.
    package func open() {
        state.withLock { $0.open() }?.resume()
    }

    /// Blocks until there is an element or none will come.
    ///
    /// - Parameter isAbandoned: Asked several times a second while it blocks; `true` ends the waiting, as if the sender had given up.
    package func receive(isAbandoned: () -> Bool) -> Received {
        while true {
            let (received, waiter) = state.withLock { $0.receive() }
            waiter?.resume()
            switch received {
            case .element(let element): return .element(element)
            case .end: return .end
            case .failed: return .failed
            case .nothing:
                _ = signal.sleep(atMost: .milliseconds(50))
                if isAbandoned() {
                    fail()
                    return .failed
                }
            }
        }
    }

    /// The receiver wants nothing more.
    package func stop() {
        state.withLock { $0.stop() }?.resume()
    }
}
