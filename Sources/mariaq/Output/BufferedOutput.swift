import SystemPackage

/// Collects text and writes it in large pieces. What is left must be written with ``flush()``.
final class BufferedOutput {
    private static let capacity = 64 << 10

    private let file: FileDescriptor
    private var buffer: [UInt8] = []

    init(_ file: FileDescriptor) {
        self.file = file
        buffer.reserveCapacity(Self.capacity)
    }

    func write(_ text: String) throws(OutputError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.capacity { try flush() }
    }

    func flush() throws(OutputError) {
        do {
            try file.writeAll(buffer)
        } catch {
            throw OutputError(error as? Errno)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Why output can not be written.
enum OutputError: Error, Hashable, CustomStringConvertible {
    /// Whoever read it has gone, as `head` does: no reason for a message.
    case closed
    case failed(Errno?)

    init(_ error: Errno?) {
        self = error == .brokenPipe ? .closed : .failed(error)
    }

    var description: String {
        switch self {
        case .closed: "nobody reads the output any more"
        case .failed(let error): "the output can not be written: \(error.map(String.init(describing:)) ?? "unknown error")"
        }
    }
}
