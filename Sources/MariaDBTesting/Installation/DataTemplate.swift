import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The data folder that every server starts from a copy of, prepared once per machine, user and version of the server.
///
/// Preparing takes about 0.4 s, copying 10 ms. Its name holds a hash of everything that it depends on; it appears under that
/// name in one step when it is complete and on the disk, so what is found there is always whole. Processes that prepare it at
/// the same time do not wait for one another: the first to be ready wins, and the others use the winner's.
struct DataTemplate: Sendable {
    /// The server it is for.
    let program: ServerProgram

    /// The folder that keeps it.
    let cacheFolder: String

    /// Its place in the cache.
    let path: String

    private static let preparing = SingleFlight<Void>()

    /// The template for a server, which may have to be prepared yet.
    init(for program: ServerProgram, cacheFolder: String) throws(MariaDBServerError) {
        self.program = program
        self.cacheFolder = cacheFolder
        self.path = "\(cacheFolder)/template-\(try Self.hash(program))"
    }

    /// The data folder to copy; prepares it first if it is not there.
    func dataFolder() async throws -> String {
        if !exists {
            try await Self.preparing.value(of: path) {
                // Whoever came just before may have made it.
                if !exists { try await prepare() }
            }
        }
        return "\(path)/data"
    }

    private var exists: Bool {
        FileManager.default.fileExists(atPath: "\(path)/data")
    }

    /// A hash of what the data folder depends on: the program (a new version has another size or time), the SQL and the
    /// arguments. FNV-1a, because it has to tell versions apart and not to withstand anybody.
    private static func hash(_ program: ServerProgram) throws(MariaDBServerError) -> String {
        let file: Stat
        do {
            file = try FilePath(program.path).stat()
        } catch {
            throw MariaDBServerError(.programNotFound, "\(program.path) can not be looked at: \(error).")
        }
        var text = Array("\(program.path) \(file.size) \(file.st_mtim) \(bootstrapArguments)".utf8)
        text += try bootstrapSQL(program)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
