internal import CLoop

/// The connection of the C loop.
///
/// `@unchecked Sendable`: the workloads run one after another, so one thread at a time uses the handle.
final class CLoopConnection: @unchecked Sendable {
    private let handle: OpaquePointer

    init(socket: String, user: String) throws {
        var message = [CChar](repeating: 0, count: 512)
        guard let handle = c_loop_connect(socket, user, &message, Int32(message.count)) else {
            let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw BenchmarkError(description: "the C loop can not connect: " + String(decoding: text, as: UTF8.self))
        }
        self.handle = handle
    }

    deinit {
        c_loop_close(handle)
    }

    func selectOne(_ count: Int) throws {
        try SequenceWorkloads.check(Int(c_loop_select_one(handle, Int32(count))), count)
    }

    /// Returns the number of rows and the sum of their values.
    func rows(_ sql: String) throws -> (count: Int, sum: Double) {
        var sum = 0.0
        let count = Int(c_loop_rows(handle, sql, &sum))
        guard count >= 0 else { throw BenchmarkError(description: "the C loop could not read the rows (\(count))") }
        return (count, sum)
    }
}
