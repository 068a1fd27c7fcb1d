internal import CLoop

/// A connection of the C loops.
///
/// `@unchecked Sendable`: the workloads run one after another, so one thread at a time uses the handle.
final class CLoopConnection: @unchecked Sendable {
    let handle: OpaquePointer

    static var libraryVersion: String { String(cString: c_loop_client_version()) }

    init(socket: String) throws {
        var message = [CChar](repeating: 0, count: 512)
        guard let handle = c_loop_connect(socket, "root", &message, Int32(message.count)) else {
            let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw BenchmarkError(description: "the C loop can not connect: " + String(decoding: text, as: UTF8.self))
        }
        self.handle = handle
    }

    deinit {
        c_loop_close(handle)
    }
}
