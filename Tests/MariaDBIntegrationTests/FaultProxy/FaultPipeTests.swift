import Testing

@testable import MariaDBTesting

@Suite("The plan of a fault proxy")
struct FaultPipeTests {
    private typealias Direction = FaultProxy.Faults.Direction

    /// Everything a pipe gives at a time, and the action after it.
    private func drain(_ pipe: inout FaultPipe, at now: Duration, _ faults: Direction) -> ([UInt8], FaultPipe.Action) {
        var sent: [UInt8] = []
        while true {
            let action = pipe.next(at: now, faults)
            guard case .send(let bytes) = action else { return (sent, action) }
            sent += bytes
            pipe.sent(bytes.count, at: now, faults)
        }
    }

    @Test("passes bytes as they are, in order, and the end after them")
    func plain() {
        var pipe = FaultPipe()
        let faults = Direction()
        #expect(pipe.next(at: .zero, faults) == .idle)
        pipe.receive([1, 2, 3], at: .zero, faults)
        pipe.receive([4], at: .zero, faults)
        pipe.end(at: .zero, faults)
        #expect(pipe.next(at: .zero, faults) == .send([1, 2, 3]))
        pipe.sent(2, at: .zero, faults)
        #expect(pipe.next(at: .zero, faults) == .send([3]))
        pipe.sent(1, at: .zero, faults)
        #expect(drain(&pipe, at: .zero, faults) == ([4], .endSending))
        #expect(pipe.next(at: .zero, faults) == .done)
    }

    @Test("delays every byte by the latency, those that came later by no more than that")
    func latency() {
        var pipe = FaultPipe()
        let faults = Direction(latency: .milliseconds(200))
        pipe.receive([1], at: .milliseconds(0), faults)
        pipe.receive([2], at: .milliseconds(50), faults)
        pipe.end(at: .milliseconds(60), faults)
        #expect(drain(&pipe, at: .milliseconds(199), faults) == ([], .wait(until: .milliseconds(200))))
        #expect(drain(&pipe, at: .milliseconds(200), faults) == ([1], .wait(until: .milliseconds(250))))
        #expect(drain(&pipe, at: .milliseconds(255), faults) == ([2], .wait(until: .milliseconds(260))))
        #expect(drain(&pipe, at: .milliseconds(260), faults) == ([], .endSending))
    }

    @Test("keeps to a rate, in small pieces")
    func rate() {
        var pipe = FaultPipe()
        let faults = Direction(bytesPerSecond: 1000)
        pipe.receive([UInt8](repeating: 7, count: 1500), at: .seconds(5), faults)
        var (now, sent) = (Duration.seconds(5), 0)
        while sent < 1500 {
            let (bytes, action) = drain(&pipe, at: now, faults)
            sent += bytes.count
            // What was not used while nothing was to be sent is not made up for, but for a tenth of a second.
            let passed: Duration = now - .seconds(5) + .milliseconds(140)
            #expect(Double(sent) <= 1000 * (passed / Duration.seconds(1)))
            guard case .wait(let time) = action else { break }
            now = time
        }
        #expect(sent == 1500)
        #expect(now > .milliseconds(6350) && now <= .milliseconds(6500), "\(now)")
    }

    @Test("cuts at every place, whether the bytes come together or one by one", arguments: FaultProxy.Faults.Ending.allCases)
    func cut(ending: FaultProxy.Faults.Ending) {
        for position in 0...5 {
            for step in 1...5 {
                var pipe = FaultPipe()
                let faults = Direction(cut: .init(after: position, ending))
                let bytes: [UInt8] = [1, 2, 3, 4, 5]
                for start in stride(from: 0, to: 5, by: step) {
                    pipe.receive(Array(bytes[start..<min(5, start + step)]), at: .zero, faults)
                }
                let after: FaultPipe.Action = ending == .silence ? .idle : .cut(reset: ending == .reset)
                #expect(drain(&pipe, at: .zero, faults) == (Array(bytes.prefix(position)), after))
                pipe.end(at: .zero, faults)
                #expect(pipe.next(at: .zero, faults) == (ending == .silence ? .endSending : after))
            }
        }
    }

    @Test("cuts at a place that is behind with the next bytes")
    func lateCut() {
        var pipe = FaultPipe()
        pipe.receive([1, 2, 3], at: .zero, Direction())
        let faults = Direction(cut: .init(after: 1, .reset))
        #expect(drain(&pipe, at: .zero, faults) == ([1, 2, 3], .idle))
        pipe.receive([4], at: .zero, faults)
        #expect(pipe.next(at: .zero, faults) == .cut(reset: true))
    }

    @Test("turns over one bit and no other")
    func flip() {
        for position in 0..<6 {
            var pipe = FaultPipe()
            let faults = Direction(flip: .init(at: position, bit: 7))
            for _ in 0..<3 { pipe.receive([1, 1], at: .zero, faults) }
            var expected: [UInt8] = [1, 1, 1, 1, 1, 1]
            expected[position] = 0x81
            #expect(drain(&pipe, at: .zero, faults) == (expected, .idle))
        }
    }

    @Test("keeps bytes back while it is held, and takes no more than it has room for")
    func held() {
        var pipe = FaultPipe()
        let held = Direction(isHeld: true)
        var count = 0
        while pipe.hasRoom(held) {
            pipe.receive([UInt8](repeating: 1, count: 65_536), at: .zero, held)
            count += 1
        }
        #expect(count == 4)
        pipe.end(at: .zero, held)
        #expect(pipe.next(at: .seconds(1), held) == .idle)
        let (bytes, action) = drain(&pipe, at: .seconds(1), Direction())
        #expect(bytes.count == 4 * 65_536 && action == .endSending)
    }
}
