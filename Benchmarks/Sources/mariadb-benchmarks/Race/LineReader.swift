internal import Foundation

/// Lines from a pipe, each with a limit of time.
///
/// `@unchecked Sendable`: one read at a time, since each order has one answer.
final class LineReader: @unchecked Sendable {
    private let descriptor: Int32
    /// Keeps the descriptor open.
    private let handle: FileHandle?
    private var bytes: [UInt8] = []

    init(_ handle: FileHandle) {
        self.handle = handle
        descriptor = handle.fileDescriptor
    }

    init(descriptor: Int32) {
        self.descriptor = descriptor
        handle = nil
    }

    func next(within timeout: Duration) throws -> String {
        let deadline = ContinuousClock.now + timeout
        while true {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                defer { bytes.removeSubrange(...end) }
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            let left = max(0, (deadline - .now) / .milliseconds(1))
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, Int32(left)) > 0 else { throw BenchmarkError(description: "no answer within \(timeout)") }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { throw BenchmarkError(description: "it has ended") }
            bytes += buffer[..<count]
        }
    }
}
