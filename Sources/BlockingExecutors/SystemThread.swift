#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A joinable pthread.
///
/// `@unchecked Sendable`: `pthread_t` is the system's name of a thread (a pointer on some systems, never followed here), and
/// joining and detaching may be done from any thread, once; each handle is taken out of the pool's list exactly once.
struct SystemThread: @unchecked Sendable {
    private let handle: pthread_t

    static var current: SystemThread { SystemThread(handle: pthread_self()) }

    private init(handle: pthread_t) {
        self.handle = handle
    }

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: See ``name(_:number:)``.
    ///   - stackSize: In bytes; less than 64 KiB counts as that. Only pages that are touched cost memory.
    /// - Returns: 0, or the `errno` of the failure, usually `EAGAIN`.
    static func start(name: String, stackSize: Int, _ body: @escaping @Sendable () -> Void) -> Int32 {
        var attributes = pthread_attr_t()
        var failure = unsafe pthread_attr_init(&attributes)
        guard failure == 0 else { return failure }
        defer { unsafe pthread_attr_destroy(&attributes) }
        failure = unsafe pthread_attr_setstacksize(&attributes, max(stackSize, 64 << 10))
        guard failure == 0 else { return failure }

        let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
        failure = withSignalsBlocked {
            #if canImport(Darwin)
            var handle: pthread_t?
            #else
            var handle = pthread_t()
            #endif
            return unsafe pthread_create(&handle, &attributes, threadMain, start.toOpaque())
        }
        if failure != 0 { unsafe start.release() }
        return failure
    }

    /// `name-number`, in the 15 bytes that the kernel has room for. What is too long is cut from the name, not from the number.
    static func name(_ name: String, number: Int) -> String {
        let end = "-\(number)"
        var start = Substring(name)
        while !start.isEmpty, start.utf8.count + end.utf8.count > 15 { start.removeLast() }
        return start + end
    }

    /// Waits for the thread's end; it must be on its way out.
    func join() {
        _ = pthread_join(handle, nil)
    }

    /// Lets the system clean up after the thread by itself.
    func detach() {
        _ = pthread_detach(handle)
    }

    /// A new thread inherits the signal mask; this one does not depend on who starts the thread. The process's handlers for ^C
    /// and the like run on the program's own threads, and a blocking call is not interrupted. Signals that report a fault, and
    /// the profiler's, must stay open.
    private static func withSignalsBlocked(_ body: () -> Int32) -> Int32 {
        var blocked = sigset_t()
        unsafe sigfillset(&blocked)
        for signal in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, SIGPROF] {
            unsafe sigdelset(&blocked, signal)
        }
        var previous = sigset_t()
        unsafe pthread_sigmask(SIG_SETMASK, &blocked, &previous)
        defer { unsafe _ = pthread_sigmask(SIG_SETMASK, &previous, nil) }
        return body()
    }
}

private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

#if canImport(Darwin)
private let threadMain: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { unsafe runThread($0) }
#else
private let threadMain: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
    guard let pointer = unsafe pointer else { return nil }
    return unsafe runThread(pointer)
}
#endif

private func runThread(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let start = unsafe Unmanaged<ThreadStart>.fromOpaque(pointer).takeRetainedValue()
    nameThisThread(start.name)
    start.body()
    return nil
}

/// Names the thread for `top -H`, debuggers and profilers. Done through the file system on Linux, because
/// `pthread_setname_np` is hidden from Swift there; without `/proc` the thread goes unnamed.
private func nameThisThread(_ name: String) {
    #if canImport(Darwin)
    unsafe _ = pthread_setname_np(name)
    #else
    let name = Array(name.utf8)
    let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    unsafe _ = name.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
    close(file)
    #endif
}
