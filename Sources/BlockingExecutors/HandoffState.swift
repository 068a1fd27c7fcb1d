internal import DequeModule

/// The state of a ``BlockingHandoff``: a value that says who is to be resumed.
struct HandoffState<Element, Waiter> {
    /// What the receiver gets.
    enum Received {
        case element(Element)
        /// Nothing yet.
        case nothing
        /// There is nothing more to come.
        case end
        /// The sender gave up.
        case failed
    }

    private enum Stage {
        case created, open, finished, failed, stopped
    }

    private let capacity: Int
    private var elements = Deque<Element>()
    private var stage = Stage.created
    private var waiter: Waiter?

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Whether the sender may go on; `nil` if it has to wait.
    var senderMayGoOn: Bool? {
        switch stage {
        case .created: nil
        case .open: elements.count < capacity ? true : nil
        case .finished, .failed, .stopped: false
        }
    }

    /// The sender waits for ``senderMayGoOn``. Returns the waiter if there is no need to.
    mutating func wait(_ waiter: Waiter) -> Waiter? {
        guard senderMayGoOn == nil else { return waiter }
        self.waiter = waiter
        return nil
    }

    /// Appends an element. Returns whether somebody will take it.
    mutating func send(_ element: Element) -> Bool {
        guard senderMayGoOn != false else { return false }
        elements.append(element)
        return true
    }

    /// The receiver is there.
    mutating func open() -> Waiter? {
        guard case .created = stage else { return nil }
        stage = .open
        return takeWaiter()
    }

    /// The receiver asks for the next element.
    mutating func receive() -> (Received, Waiter?) {
        if case .failed = stage { return (.failed, nil) }
        if let element = elements.popFirst() { return (.element(element), takeWaiter()) }
        switch stage {
        case .created, .open: return (.nothing, nil)
        case .finished, .stopped: return (.end, nil)
        case .failed: return (.failed, nil)
        }
    }

    /// No more elements come.
    mutating func finish() -> Waiter? { end(.finished) }

    /// The sender gives up: what has not been received is dropped.
    mutating func fail() -> Waiter? { end(.failed) }

    /// The receiver has gone.
    mutating func stop() -> Waiter? { end(.stopped) }

    private mutating func end(_ end: Stage) -> Waiter? {
        switch stage {
        case .created, .open: stage = end
        // What was finished can still fail or be left before all of it was received.
        case .finished where end != .finished: stage = end
        case .finished, .failed, .stopped: break
        }
        return takeWaiter()
    }

    private mutating func takeWaiter() -> Waiter? {
        guard senderMayGoOn != nil else { return nil }
        defer { waiter = nil }
        return waiter
    }
}
