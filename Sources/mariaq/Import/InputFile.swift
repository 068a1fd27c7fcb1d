import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file to read, or standard input.
struct InputFile {
    let descriptor: FileDescriptor
    /// In bytes, if that is known.
    let size: Int?
    private let isOpened: Bool

    /// - Parameter path: `-` is standard input.
    init(_ path: String) throws {
        guard path != "-" else {
            (descriptor, size, isOpened) = (.standardInput, nil, false)
            return
        }
        do {
            descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
        } catch {
            throw UsageError(description: "\(path) can not be read: \(error)")
        }
        isOpened = true
        var status = stat()
        guard unsafe fstat(descriptor.rawValue, &status) == 0 else {
            size = nil
            return
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            try? descriptor.close()
            throw UsageError(description: "\(path) is a folder")
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    func close() {
        if isOpened { try? descriptor.close() }
    }
}
