internal import Foundation

/// On which cores the server and the clients run.
enum Placement {
    /// Where the system puts them. A client's thread and the server's then meet on one core, or wake each other on two, and small
    /// queries take three times as long on two.
    case anywhere
    /// The server on cores of its own and the clients on the others, as when the server is another machine: nobody takes the other's
    /// time, and every answer wakes a core.
    case apart

    /// Puts running programs in their places. They stay there, so what is to run anywhere runs before.
    func apply(clients: [Int32], server: Int32) throws {
        guard case .apart = self else { return }
        let cores = Self.usableCores
        guard cores.count > 1 else { throw BenchmarkError(description: "it needs two cores that this program may use") }
        for client in clients { try Self.pin(client, to: cores.prefix(cores.count / 2)) }
        try Self.pin(server, to: cores.dropFirst(cores.count / 2))
    }

    /// Those that this program may use, which was started on all that are to be used.
    private static let usableCores: [Int] = {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let list = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }?.split(separator: ":").last ?? ""
        return list.split(separator: ",").flatMap { part -> [Int] in
            let ends = part.split(separator: "-").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
            guard let first = ends.first, let last = ends.last, first <= last else { return [] }
            return Array(first...last)
        }
    }()

    /// Sets the cores of all threads of a process; those that they start have the same.
    private static func pin(_ process: Int32, to cores: ArraySlice<Int>) throws {
        let taskset = Process()
        taskset.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        taskset.arguments = [
            "taskset", "--all-tasks", "--cpu-list", "--pid", cores.map(String.init).joined(separator: ","), "\(process)",
        ]
        taskset.standardOutput = FileHandle.nullDevice
        taskset.standardError = FileHandle.nullDevice
        try taskset.run()
        taskset.waitUntilExit()
        guard taskset.terminationStatus == 0 else {
            throw BenchmarkError(description: "taskset, from the package util-linux, ended with \(taskset.terminationStatus)")
        }
    }
}
