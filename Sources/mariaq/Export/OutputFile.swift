import SystemPackage

/// A file to write, or standard output. A file has its name only when it is complete: one that failed leaves nothing behind.
struct OutputFile {
    let descriptor: FileDescriptor
    private let path: FilePath?
    private let partialPath: FilePath?

    /// - Parameter path: `-` is standard output.
    init(_ path: String) throws {
        guard path != "-" else {
            (descriptor, self.path, partialPath) = (.standardOutput, nil, nil)
            return
        }
        let partial = FilePath(path + ".partial")
        do {
            descriptor = try FileDescriptor.open(
                partial, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .init(rawValue: 0o666))
        } catch {
            throw UsageError(description: "\(path) can not be written: \(error)")
        }
        self.path = FilePath(path)
        partialPath = partial
    }

    /// Gives the file its name.
    func complete() throws {
        guard let path, let partialPath else { return }
        try descriptor.close()
        try partialPath.rename(to: path)
    }

    /// Takes away what was written.
    func discard() {
        guard let partialPath else { return }
        try? descriptor.close()
        partialPath.remove()
    }
}

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension FilePath {
    fileprivate func rename(to other: FilePath) throws {
        guard Self.system(self, other) == 0 else { throw Errno(rawValue: errno) }
    }

    private static func system(_ from: FilePath, _ to: FilePath) -> Int32 {
        unsafe from.withPlatformString { from in unsafe to.withPlatformString { unsafe Platform.rename(from, $0) } }
    }

    fileprivate func remove() {
        unsafe _ = withPlatformString { unsafe unlink($0) }
    }
}

private enum Platform {
    static func rename(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> Int32 {
        #if canImport(Darwin)
        unsafe Darwin.rename(from, to)
        #elseif canImport(Musl)
        unsafe Musl.rename(from, to)
        #else
        unsafe Glibc.rename(from, to)
        #endif
    }
}
