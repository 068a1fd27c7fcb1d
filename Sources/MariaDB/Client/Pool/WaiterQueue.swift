/// Those who wait for a connection, first come, first served. Leaving from the middle costs as little as from the front.
struct WaiterQueue<Waiter> {
    /// One who waits.
    struct Entry {
        let waiter: Waiter
        let holder: CallSite
        let since: Moment
        let deadline: Moment
    }

    /// The place in the queue; a smaller one is served earlier. It is drawn before the waiting begins, so that whoever cancels
    /// has something to name even if the waiter has not arrived yet.
    typealias Ticket = Int

    private var entries: [Ticket: Entry] = [:]
    /// Tickets that were drawn and not used yet, and whether their owner has given up meanwhile.
    private var unused: [Ticket: Bool] = [:]
    /// No waiter has a smaller ticket.
    private var front: Ticket = 0
    private var nextTicket: Ticket = 0
    private var nextTicketAhead: Ticket = -1
    /// Not later than the deadline of anybody here.
    private(set) var earliestDeadline: Moment?

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }

    /// - Parameter isAhead: Whether the place is before all others, for one who was served badly and comes back.
    mutating func drawTicket(isAhead: Bool) -> Ticket {
        let ticket = isAhead ? nextTicketAhead : nextTicket
        if isAhead { nextTicketAhead -= 1 } else { nextTicket += 1 }
        unused[ticket] = false
        return ticket
    }

    /// Uses up a ticket. Returns `false` for one whose owner has given up.
    mutating func arrive(_ ticket: Ticket) -> Bool {
        unused.removeValue(forKey: ticket) == false
    }

    mutating func append(_ entry: Entry, _ ticket: Ticket) {
        entries[ticket] = entry
        // Tickets are drawn before they are used, so an older one may come later.
        front = min(front, ticket)
        earliestDeadline = earliestDeadline.map { min($0, entry.deadline) } ?? entry.deadline
    }

    mutating func popFirst() -> Entry? {
        while !entries.isEmpty {
            defer { front += 1 }
            if let entry = remove(front) { return entry }
        }
        return nil
    }

    /// Takes out one who gives up. `nil` if there is nobody to tell: served already, or not arrived yet.
    mutating func leave(_ ticket: Ticket) -> Entry? {
        if unused[ticket] != nil { unused[ticket] = true }
        return remove(ticket)
    }

    /// Takes out all whose time is up, the first first.
    mutating func removeExpired(at now: Moment) -> [Entry] {
        guard let earliest = earliestDeadline, earliest <= now else { return [] }
        let late = entries.filter { $0.value.deadline <= now }.sorted { $0.key < $1.key }
        for (ticket, _) in late { entries[ticket] = nil }
        earliestDeadline = entries.values.lazy.map(\.deadline).min()
        return late.map(\.value)
    }

    /// Takes out all, the first first.
    mutating func removeAll() -> [Entry] {
        let all = entries.sorted { $0.key < $1.key }.map(\.value)
        entries = [:]
        earliestDeadline = nil
        return all
    }

    private mutating func remove(_ ticket: Ticket) -> Entry? {
        let entry = entries.removeValue(forKey: ticket)
        if entries.isEmpty { earliestDeadline = nil }
        return entry
    }
}
