import Foundation
import Synchronization

/// The name of the thread that asks, as the kernel knows it.
func currentThreadName() -> String {
    let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    return name?.trimmingCharacters(in: .newlines) ?? ""
}

/// How many threads of this process belong to the pool of that name, also those that are just ending.
func threads(ofPool name: String) -> Int {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.count { task in
        let comm = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
        return comm?.hasPrefix("\(name)-") ?? false
    }
}

/// A name that no other pool of this process has.
func uniquePoolName() -> String {
    "t\(poolNumber.add())"
}

private let poolNumber = Counter()
