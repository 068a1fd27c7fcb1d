internal import Foundation

/// One of the workloads of the program `fixed-work`.
struct FixedWork {
    let name: String
    /// How many operations are counted.
    let operations: Int
    /// What one operation is, for people.
    let title: String

    /// Asks the program.
    static func all(of program: String) throws -> [FixedWork] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.standardOutput = output
        try process.run()
        try? output.fileHandleForWriting.close()
        let lines = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n")
        process.waitUntilExit()
        return lines.compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3, let operations = Int(fields[1]) else { return nil }
            return FixedWork(name: fields[0], operations: operations, title: fields[2])
        }
    }
}
