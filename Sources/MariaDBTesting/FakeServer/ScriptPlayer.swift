/// Plays a script on one connection. Blocks its thread.
struct ScriptPlayer {
    private let socket: StreamSocket
    private let record: FakeServerRecord
    private let connection: Int
    private var reader = PacketReader()
    private var nextNumber: UInt8 = 0
    private var answers: [(start: String, message: FakeServer.Message)] = []

    init(_ socket: StreamSocket, _ record: FakeServerRecord, connection: Int) {
        self.socket = socket
        self.record = record
        self.connection = connection
    }

    /// How the connection is to be closed.
    enum Ending {
        case close, reset
    }

    /// Plays the steps until one of them ends the connection, or the client does.
    mutating func play(_ steps: [FakeServer.Step]) -> Ending {
        for step in steps {
            if case .reset = step { return .reset }
            guard play(step) else { break }
        }
        return .close
    }

    /// Returns whether the connection goes on.
    private mutating func play(_ step: FakeServer.Step) -> Bool {
        switch step {
        case .login(let greeting):
            return send(greeting.message.numbered(from: 0)) && expect(.login) && send(.ok)
        case .greet(let greeting):
            return send(greeting.message.numbered(from: 0))
        case .expect(let expectation):
            return expect(expectation)
        case .answer(let start, let message):
            answers.append((start, message))
            return true
        case .respond(let answer):
            while let packet = nextPacket() {
                nextNumber = packet.number &+ 1
                if let message = answer(packet.payload), !send(message) { break }
            }
            return false
        case .send(let message):
            return send(message)
        case .sendSlowly(let message, let count, let pause):
            return sendSlowly(message, count, pause)
        case .sendEndlessly(let message):
            while send(message) {}
            return false
        case .wait(let time):
            socket.wait(time)
            return true
        case .silence:
            while receive() {}
            return false
        case .close, .reset:
            return false
        }
    }

    private mutating func send(_ message: FakeServer.Message) -> Bool {
        socket.send(message.bytes(&nextNumber)[...])
    }

    private mutating func sendSlowly(_ message: FakeServer.Message, _ count: Int, _ pause: Duration) -> Bool {
        var rest = message.bytes(&nextNumber)[...]
        while !rest.isEmpty {
            guard socket.send(rest.prefix(max(1, count))) else { return false }
            rest = rest.dropFirst(max(1, count))
            socket.wait(pause)
        }
        return true
    }

    /// Reads what has come. Returns `false` at the end.
    private mutating func receive() -> Bool {
        let bytes = socket.receive()
        record.received(bytes, on: connection)
        reader.append(bytes)
        return !bytes.isEmpty
    }

    private mutating func expect(_ expectation: FakeServer.Expectation) -> Bool {
        while let packet = nextPacket() {
            nextNumber = packet.number &+ 1
            guard expectation.isCommand else {
                return isMet(expectation, packet) || surprise(expectation, "\(packet.payload.count) bytes")
            }
            let command = ClientPacket(command: packet.payload)
            if case .query(let sql) = command, let answer = answers.last(where: { sql.hasPrefix($0.start) }) {
                guard send(answer.message) else { return false }
                continue
            }
            if command.meets(expectation) { return true }
            if command == .unanswered { continue }
            return surprise(expectation, "\(command)")
        }
        return false
    }

    private mutating func nextPacket() -> PacketReader.Packet? {
        while true {
            if let packet = reader.next() { return packet }
            guard receive() else { return nil }
        }
    }

    /// A request for TLS is the first 32 bytes of a login (MariaDB manual, "SSLRequest Packet").
    private func isMet(_ expectation: FakeServer.Expectation, _ packet: PacketReader.Packet) -> Bool {
        switch expectation {
        case .tlsRequest: packet.payload.count == 32
        case .login: packet.payload.count > 32
        default: true
        }
    }

    private func surprise(_ expectation: FakeServer.Expectation, _ came: String) -> Bool {
        // The goodbye is nobody's surprise.
        if came != "\(ClientPacket.quit)" {
            record.surprised("connection \(connection): waited for \(expectation), and \(came) came")
        }
        return false
    }
}
