import Testing

@testable import MariaDBTesting

@Suite("Packets of the fake server")
struct PacketTests {
    private func bytes(_ message: FakeServer.Message, from number: UInt8 = 0) -> [UInt8] {
        var number = number
        return message.bytes(&number)
    }

    @Test("have a header that fits, and numbers that go on")
    func numbers() {
        var number: UInt8 = 254
        let message = FakeServer.Message.sequence([.packet([9]), .packet([]), .packet([7, 8])])
        #expect(message.bytes(&number) == [1, 0, 0, 254, 9, 0, 0, 0, 255, 2, 0, 0, 0, 7, 8])
        #expect(number == 1)
    }

    @Test("are split at 16 MiB, and put together again however they arrive")
    func large() {
        let payload = [UInt8](repeating: 7, count: 0xFF_FFFF + 5)
        let sent = bytes(.packet(payload), from: 3)
        #expect(sent.count == payload.count + 8)
        var reader = PacketReader()
        var packets: [PacketReader.Packet] = []
        for start in stride(from: 0, to: sent.count, by: 1 << 20) {
            reader.append(sent[start..<min(sent.count, start + 1 << 20)])
            while let packet = reader.next() { packets.append(packet) }
        }
        #expect(packets.count == 1 && packets.first?.number == 4)
        #expect(packets.first?.payload == payload)
        #expect(bytes(.packet([UInt8](repeating: 0, count: 0xFF_FFFF))).suffix(4) == [0, 0, 0, 1])
    }

    @Test("can be spoiled, each spoiling as far as it was meant")
    func spoiled() {
        let packet = FakeServer.Message.packet([1, 2, 3])
        #expect(bytes(packet.cut(after: 5)) == [3, 0, 0, 0, 1])
        #expect(bytes(packet.cut(after: 1).then(packet)) == [3, 3, 0, 0, 1, 1, 2, 3])
        #expect(bytes(packet.numbered(from: 9).then(packet)) == [3, 0, 0, 9, 1, 2, 3, 3, 0, 0, 10, 1, 2, 3])
        #expect(bytes(packet.announcing(length: 0xFF_FFFF)) == [0xFF, 0xFF, 0xFF, 0, 1, 2, 3])
        #expect(bytes(.raw("hi")) == [0x68, 0x69])
    }

    @Test("of a client are read byte by byte as well as all at once")
    func reading() {
        let sent: [UInt8] = [2, 0, 0, 0, 3, 0x53, 1, 0, 0, 0, 1]
        let expected = [PacketReader.Packet(number: 0, payload: [3, 0x53]), PacketReader.Packet(number: 0, payload: [1])]
        for step in 1...sent.count {
            var reader = PacketReader()
            var packets: [PacketReader.Packet] = []
            for start in stride(from: 0, to: sent.count, by: step) {
                reader.append(sent[start..<min(sent.count, start + step)])
                while let packet = reader.next() { packets.append(packet) }
            }
            #expect(packets == expected)
        }
        #expect(ClientPacket(command: expected[0].payload) == .query("S"))
        #expect(ClientPacket(command: expected[1].payload) == .quit)
        #expect(ClientPacket(command: []) == .other(0))
    }

    @Test("hold lengths in as few bytes as they need")
    func lengths() {
        for (number, expected) in [
            (250, [250]), (251, [0xFC, 251, 0]), (0x1_0000, [0xFD, 0, 0, 1]), (0x100_0000, [0xFE, 0, 0, 0, 1, 0, 0, 0, 0]),
        ] as [(UInt64, [UInt8])] {
            var writer = PacketWriter()
            writer.appendLength(number)
            #expect(writer.bytes == expected)
        }
    }
}
