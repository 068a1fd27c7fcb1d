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
        guard let symbol = unsafe symbol("ERR_clear_error") else { return nil }
        // The function takes and returns nothing (OpenSSL manual, ERR_clear_error).
        return unsafe unsafeBitCast(symbol, to: Function.self)
    }()

    /// Forgets what went wrong on this thread before. OpenSSL keeps a queue of errors for each thread, and Connector/C tells the
    /// oldest one: without this a failure could be told in the words of another connection's.
    static func forgetErrors() {
        clearErrors?()
    }

    /// Called for each new TLS connection of the process; none of its arguments matters here (OpenSSL manual, CRYPTO_EX_new).
    typealias Beginning =
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, Int32, Int, UnsafeMutableRawPointer?
        ) -> Void

    private typealias Register =
        @convention(c) (
            Int32, Int, UnsafeMutableRawPointer?, Beginning?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
        ) -> Int32

    /// Has a function called whenever the process is about to make a TLS connection, on the thread that makes it. There is no way
    /// back, so this is for one time only.
    static func callBeforeHandshakes(_ function: Beginning) {
        guard let symbol = unsafe symbol("CRYPTO_get_ex_new_index") else { return }
        let register = unsafe unsafeBitCast(symbol, to: Register.self)
        // What it is meant for is data of one's own in each connection, hence made with it (OpenSSL manual, CRYPTO_get_ex_new_index).
        let connections: Int32 = 0
        unsafe _ = register(connections, 0, nil, function, nil, nil)
    }

    /// `nil` if Connector/C was built with another TLS library.
    private static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
        #if canImport(Darwin)
        let everywhere = unsafe UnsafeMutableRawPointer(bitPattern: -2)
        #else
        let everywhere: UnsafeMutableRawPointer? = nil
        #endif
        return unsafe dlsym(everywhere, name)
    }
}
