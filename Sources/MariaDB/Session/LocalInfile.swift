internal import CMariaDB

/// The rule for a server's request for a file (LOAD DATA LOCAL): no, and no byte. The one exception is a ``LocalFile`` of a
/// statement of ours.
///
/// libmariadb's own handler, which opens files, is replaced before the connection is made. While connecting, the option is on, so
/// that the server hears of the capability; the handler refuses. Afterwards the option is off, and libmariadb refuses by itself.
enum LocalInfile {
    /// Before connecting: says that we could, and refuses.
    static func announce(_ handle: UnsafeMutablePointer<MYSQL>) {
        unsafe setHandler(handle, nil)
        unsafe setOption(handle, 1)
    }

    /// After connecting, and after each statement with a file: off.
    static func forbid(_ handle: UnsafeMutablePointer<MYSQL>) {
        unsafe setOption(handle, 0)
        unsafe setHandler(handle, nil)
    }

    /// Lets the server have the file, until ``forbid(_:)``; the file must live until then.
    static func allow(_ file: LocalFile, _ handle: UnsafeMutablePointer<MYSQL>) {
        unsafe setHandler(handle, Unmanaged.passUnretained(file).toOpaque())
        unsafe setOption(handle, 1)
    }

    private static func setOption(_ handle: UnsafeMutablePointer<MYSQL>, _ value: UInt32) {
        unsafe withUnsafePointer(to: value) { unsafe _ = mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, $0) }
    }

    private static func setHandler(_ handle: UnsafeMutablePointer<MYSQL>, _ file: UnsafeMutableRawPointer?) {
        // All four, whatever is needed: if one is missing, libmariadb takes its own.
        unsafe mysql_set_local_infile_handler(handle, open, read, end, explain, file)
    }

    private static let open:
        @convention(c) (
            UnsafeMutablePointer<UnsafeMutableRawPointer?>?, UnsafePointer<CChar>?, UnsafeMutableRawPointer?
        ) -> Int32 = { opened, name, file in
            unsafe opened?.pointee = nil
            guard let file = unsafe file, unsafe LocalInfile.file(file).open(name) else { return 1 }
            unsafe opened?.pointee = file
            return 0
        }

    private static let read: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, UInt32) -> Int32 = {
        file, buffer, size in
        guard let file = unsafe file, let buffer = unsafe buffer else { return -1 }
        return unsafe LocalInfile.file(file).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(size)))
    }

    private static let end: @convention(c) (UnsafeMutableRawPointer?) -> Void = { _ in }

    private static let explain: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, UInt32) -> Int32 = {
        file, buffer, size in
        let text = unsafe file == nil ? "the server asked for a local file and got none" : "the rows to load ended early"
        guard let buffer = unsafe buffer, size > 0 else { return CR_UNKNOWN_ERROR }
        let bytes = text.utf8.prefix(Int(size) - 1)
        for (index, byte) in bytes.enumerated() { unsafe buffer[index] = CChar(bitPattern: byte) }
        unsafe buffer[bytes.count] = 0
        return CR_UNKNOWN_ERROR
    }

    private static func file(_ pointer: UnsafeMutableRawPointer) -> LocalFile {
        unsafe Unmanaged<LocalFile>.fromOpaque(pointer).takeUnretainedValue()
    }
}
