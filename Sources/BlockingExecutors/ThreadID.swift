#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Which thread is running, cheap enough to ask on every enqueue.
///
/// The system may give a number again after its thread has ended. Here a number is only kept while its thread works for a
/// lane, so an old number is never compared.
struct ThreadID: Equatable, Sendable {
    private let number: UInt

    private init(number: UInt) {
        self.number = number
    }

    static var current: ThreadID {
        #if canImport(Glibc)
        ThreadID(number: pthread_self())
        #else
        ThreadID(number: unsafe UInt(bitPattern: pthread_self()))
        #endif
    }

    /// A made-up number, for tests of the state machines.
    static func imaginary(_ number: UInt) -> ThreadID {
        ThreadID(number: number)
    }
}
