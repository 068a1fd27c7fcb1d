internal import BlockingExecutors
internal import CMariaDB

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What one LOAD DATA LOCAL of ours reads: no file at all, but bytes that a task gives. The server gets them if it asks for exactly
/// the name that was made up for this statement, and once.
///
/// Used on the session's thread alone, inside of the call that it was made for.
final class LocalFile {
    /// Made up for one statement; nobody can guess it.
    let name: String
    private let source: BlockingHandoff<[UInt8]>
    /// Whether the server has asked for it.
    private(set) var isTaken = false
    private let socket: Int32
    /// Without a transaction, only a broken connection keeps the server from taking what it has for all.
    private let breaksConnection: Bool
    private var chunk: [UInt8] = []
    private var position = 0

    init(_ source: BlockingHandoff<[UInt8]>, name: String, socket: Int32, breaksConnection: Bool) {
        self.source = source
        self.name = name
        self.socket = socket
        self.breaksConnection = breaksConnection
    }

    /// A name for one statement.
    static func makeName() -> String {
        var random = SystemRandomNumberGenerator()
        return "swift-mariadb:" + String(random.next(), radix: 16) + String(random.next(), radix: 16)
    }

    /// Whether the server may have it.
    func open(_ requested: UnsafePointer<CChar>?) -> Bool {
        guard let requested = unsafe requested, !isTaken, unsafe strcmp(requested, name) == 0 else { return false }
        isTaken = true
        source.open()
        return true
    }

    /// Copies the next bytes. Returns how many, 0 at the end, -1 if the task that gives them has failed.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int32 {
        while position == chunk.count {
            switch source.receive(isAbandoned: isConnectionTalking) {
            case .element(let next): (chunk, position) = (next, 0)
            case .end: return 0
            case .failed:
                // libmariadb says a normal end to the server whatever is returned here, and the server keeps what it has.
                if breaksConnection { shutdown(socket, Int32(SHUT_RDWR)) }
                return -1
            }
        }
        let count = min(buffer.count, chunk.count - position)
        unsafe chunk.withUnsafeBytes { bytes in
            unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]))
        }
        position += count
        return Int32(clamping: count)
    }

    /// While it waits for us, the server has nothing to say unless the statement was killed; and a socket that was shut down says
    /// so.
    private func isConnectionTalking() -> Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptor, 1, 0) > 0
    }
}
