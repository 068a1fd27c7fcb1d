internal import CMariaDB

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Lets others shut the socket down while Connector/C still connects.
///
/// Connector/C has no timeout over all of a login: a server that sends a byte now and then keeps it for ever. It tells nobody its
/// descriptor before it is done, but it calls `MARIADB_OPT_IO_WAIT` whenever it waits for the server, on the thread that connects:
/// for the TCP connection, the greeting and the login. In a TLS handshake it does not, since its socket blocks there; but before each,
/// OpenSSL calls a function.
enum ConnectWait {
    private typealias Wait = @convention(c) (Int32, my_bool, Int32) -> Int32

    /// What a thread is connecting.
    ///
    /// `@safe`: the handle is used on that thread alone, inside of the call that connects it.
    @safe
    private final class Connecting {
        let control: SessionControl
        private let handle: UnsafeMutablePointer<MYSQL>

        init(_ control: SessionControl, _ handle: UnsafeMutablePointer<MYSQL>) {
            self.control = control
            unsafe self.handle = handle
        }

        /// Only on the thread that connects: Connector/C makes, replaces and frees its socket as it goes.
        func learnSocket() {
            let descriptor = unsafe mysql_get_socket(handle)
            if descriptor >= 0 { control.adopt(descriptor) }
        }
    }

    /// The ``Connecting`` of this thread. The callbacks have no argument for it.
    private static let current: pthread_key_t = {
        var key = pthread_key_t()
        unsafe pthread_key_create(&key, nil)
        return key
    }()

    private static var connecting: Connecting? {
        guard let pointer = unsafe pthread_getspecific(current) else { return nil }
        return unsafe Unmanaged<Connecting>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Once, before the first connection.
    static func prepare() {
        unsafe OpenSSL.callBeforeHandshakes { _, _, _, _, _, _ in ConnectWait.connecting?.learnSocket() }
    }

    /// Connects by the body, with the control learning the descriptor as soon as there is one.
    static func learning<Value>(
        _ control: SessionControl, _ handle: UnsafeMutablePointer<MYSQL>, _ body: () -> Value
    ) -> Value {
        let wait: Wait = { descriptor, isRead, timeout in ConnectWait.wait(descriptor, isRead != 0, timeout) }
        unsafe mysql_options(handle, MARIADB_OPT_IO_WAIT, unsafeBitCast(wait, to: UnsafeRawPointer.self))
        let connecting = unsafe Connecting(control, handle)
        // Unretained: it is alive until the body has returned, and no callback comes later.
        unsafe pthread_setspecific(current, Unmanaged.passUnretained(connecting).toOpaque())
        defer { _ = pthread_setspecific(current, nil) }
        return withExtendedLifetime(connecting, body)
    }

    /// From now on Connector/C waits by itself again.
    static func end(_ handle: UnsafeMutablePointer<MYSQL>) {
        unsafe mysql_options(handle, MARIADB_OPT_IO_WAIT, nil)
    }

    /// What Connector/C does itself without the callback, and first the descriptor is made known.
    private static func wait(_ descriptor: Int32, _ isRead: Bool, _ timeout: Int32) -> Int32 {
        connecting?.control.adopt(descriptor)
        var poll = pollfd(fd: descriptor, events: Int16(isRead ? POLLIN : POLLOUT), revents: 0)
        while true {
            let ready = unsafe Self.poll(&poll, timeout)
            if ready == 0 { errno = ETIMEDOUT }
            if ready >= 0 || errno != EINTR { return ready }
        }
    }

    private static func poll(_ descriptor: UnsafeMutablePointer<pollfd>, _ timeout: Int32) -> Int32 {
        #if canImport(Glibc)
        unsafe Glibc.poll(descriptor, 1, timeout)
        #elseif canImport(Musl)
        unsafe Musl.poll(descriptor, 1, timeout)
        #elseif canImport(Darwin)
        unsafe Darwin.poll(descriptor, 1, timeout)
        #endif
    }
}
