#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Reads option files, those that they include, and of all these the options of some groups.
struct OptionFileReader {
    /// How deep files may include each other, as in `mysys/my_default.c`.
    private static let depthLimit = 10
    /// Longer files are none that a person has written.
    private static let sizeLimit = 1 << 20

    let groups: Set<String>
    /// The options by name; what stands later wins. `nil` is a name without a value.
    private(set) var options: [String: (value: String?, place: String)] = [:]

    /// - Throws: ``MariaDBError`` with the code `invalidConfiguration`.
    init(path: String, groups: [String]) throws(MariaDBError) {
        self.groups = Set(groups)
        try read(path, depth: 0)
    }

    private mutating func read(_ path: String, depth: Int) throws(MariaDBError) {
        guard depth <= Self.depthLimit else {
            throw OptionFile.invalid(path, "files include each other more than \(Self.depthLimit) deep")
        }
        var isWanted = false
        for (line, entry) in try OptionFile(Self.text(of: path), path: path).entries {
            switch entry {
            case .group(let name):
                isWanted = groups.contains(name)
            case .option(let name, let value):
                if isWanted { options[name] = (value, "\(path):\(line)") }
            case .include(let other):
                try read(Self.absolute(other, path, line), depth: depth + 1)
            case .includeFolder(let folder):
                for file in try Self.files(in: Self.absolute(folder, path, line), path, line) {
                    try read(file, depth: depth + 1)
                }
            }
        }
    }

    private static func text(of path: String) throws(MariaDBError) -> String {
        // The rights of a symbolic link say nothing.
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
            throw OptionFile.invalid(path, "it does not exist, or its folder can not be read")
        }
        guard attributes[.type] as? FileAttributeType != .typeDirectory else { throw OptionFile.invalid(path, "it is a folder") }
        // As Connector/C does: whoever can write it could lead our password to a server of his.
        let permissions = attributes[.posixPermissions] as? Int ?? 0
        guard permissions & 0o002 == 0 else {
            throw OptionFile.invalid(path, "everybody may write it; take that right away with chmod o-w")
        }
        guard attributes[.size] as? Int ?? 0 <= sizeLimit else { throw OptionFile.invalid(path, "it is larger than 1 MiB") }
        guard let data = FileManager.default.contents(atPath: path) else { throw OptionFile.invalid(path, "it can not be read") }
        guard let text = String(validating: data, as: UTF8.self) else { throw OptionFile.invalid(path, "it is not UTF-8") }
        return text
    }

    /// The `.cnf` files of a folder, by name.
    private static func files(in folder: String, _ path: String, _ line: Int) throws(MariaDBError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw OptionFile.invalid(path, line: line, "the folder \(folder) can not be read")
        }
        return names.filter { $0.hasSuffix(".cnf") }.sorted().map { folder + "/" + $0 }
    }

    /// The C library takes a relative path from wherever the process happens to stand.
    private static func absolute(_ included: String, _ path: String, _ line: Int) throws(MariaDBError) -> String {
        guard included.hasPrefix("/") else { throw OptionFile.invalid(path, line: line, "an included path must begin with '/'") }
        return included
    }
}
