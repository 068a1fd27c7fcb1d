#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The little of OpenSSL that is used beside Connector/C, which has it loaded; this library does not link it.
enum OpenSSL {
    private typealias Function = @convention(c) () -> Void

    private static let clearErrors: Function? = {
        #if canImport(Darwin)
        let everywhere = unsafe UnsafeMutableRawPointer(bitPattern: -2)
        #else
        let everywhere: UnsafeMutableRawPointer? = nil
        #endif
        // Missing if Connector/C was built with another TLS library.
        guard let symbol = unsafe dlsym(everywhere, "ERR_clear_error") else { return nil }
        // The function takes and returns nothing (OpenSSL manual, ERR_clear_error).
        return unsafe unsafeBitCast(symbol, to: Function.self)
    }()

    /// Forgets what went wrong on this thread before. OpenSSL keeps a queue of errors for each thread, and Connector/C tells the
    /// oldest one: without this a failure could be told in the words of another connection's.
    static func forgetErrors() {
        clearErrors?()
    }
}
