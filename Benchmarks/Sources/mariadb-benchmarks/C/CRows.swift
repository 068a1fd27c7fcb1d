internal import CLoop

/// Rows for the C loops to insert. Never freed before the process ends.
///
/// `@unchecked Sendable`: made once and only read afterwards.
final class CRows: @unchecked Sendable {
    let handle: OpaquePointer
    let count: Int

    init(_ count: Int) throws {
        guard let handle = c_rows_make(Int32(count)) else { throw BenchmarkError(description: "no memory for \(count) rows") }
        self.handle = handle
        self.count = count
    }

    deinit {
        c_rows_free(handle)
    }
}
