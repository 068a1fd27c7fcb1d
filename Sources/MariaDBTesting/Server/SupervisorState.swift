/// What is known of a server and its supervisor, from the lines the supervisor has written.
struct SupervisorState: Sendable {
    /// Where the server is in its life.
    enum Phase: Sendable, Equatable {
        /// Told to start, not running yet.
        case starting
        /// Running as this process. It may not answer yet.
        case running(processIdentifier: Int32)
        /// Ended with this status, as a shell gives it: 128 and more is a signal.
        case exited(status: Int32)
        /// There is no server and there will be none: its folder could not be made, or the supervisor has ended.
        case gone
    }

    private(set) var phase = Phase.starting

    /// The last process of the server; 0 before there was one.
    private(set) var processIdentifier: Int32 = 0

    /// Whether there is a process, or will be in a moment.
    var mayBeRunning: Bool {
        switch phase {
        case .starting, .running: true
        case .exited, .gone: false
        }
    }

    /// What commands complained of, for the error's text.
    private(set) var complaints: [String] = []

    /// The server has been told to start (again).
    mutating func start() {
        guard phase != .gone else { return }
        phase = .starting
    }

    /// The supervisor has written a line.
    mutating func receive(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 1)
        switch (words.first, words.last.flatMap { Int32($0) }) {
        case ("started", let pid?):
            processIdentifier = pid
            phase = .running(processIdentifier: pid)
        case ("exited", let status?):
            phase = .exited(status: status)
        default:
            complaints.append(line)
            if words.first == "failed" { phase = .gone }
        }
    }

    /// The supervisor has ended.
    mutating func end(_ complaint: String?) {
        phase = .gone
        if let complaint { complaints.append(complaint) }
    }
}
