#if os(Linux)
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file system of a few megabytes in memory, to be filled. To mount one takes rights that few have outside of containers.
struct SmallDisk {
    let path: String

    static let isAllowed = (try? SmallDisk())?.remove() != nil

    /// - Parameter megabytes: How much there is room for.
    init(megabytes: Int = 4) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "small-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=0777") == 0 else {
            try? FileManager.default.removeItem(atPath: path)
            throw CocoaError(.fileWriteNoPermission)
        }
    }

    func remove() {
        // Also if somebody still has a file open in it.
        unsafe _ = umount2(path, Int32(MNT_DETACH))
        try? FileManager.default.removeItem(atPath: path)
    }
}
#endif
