#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A floating-point number with a fixed count of digits behind the point, exact to the last: what the server prints for
/// DOUBLE(10,2) (`my_fcvt` in the server's `strings/dtoa.c`).
struct FixedText {
    let text: String

    init(_ number: Double, decimals: Int) {
        // A Double has at most 309 digits before the point, so this holds all of them, a sign, a point and the final zero.
        let capacity = decimals + 320
        text = unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
            let written = unsafe withVaList([Int32(decimals), number]) { arguments in
                unsafe buffer.withMemoryRebound(to: CChar.self) {
                    unsafe vsnprintf($0.baseAddress, capacity, "%.*f", arguments)
                }
            }
            return max(0, min(Int(written), capacity - 1))
        }
    }
}
