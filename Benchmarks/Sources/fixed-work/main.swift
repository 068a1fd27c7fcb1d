internal import Foundation
internal import MariaDB

// fixed-work                           names the workloads, how many operations each is counted over, and what they are
// fixed-work NAME SOCKET OPERATIONS    does one of them
//
// A program of its own, since valgrind can not follow the main thread of an asynchronous `main`, which ends itself.
let arguments = CommandLine.arguments.dropFirst()

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
}

if arguments.isEmpty {
    for workload in FixedWorkload.all { print(workload.name, workload.operations, workload.title, separator: "\t") }
    exit(0)
}
guard arguments.count == 3, let workload = FixedWorkload.all.first(where: { $0.name == arguments[1] }),
    let count = Int(arguments[3])
else {
    fail("usage: fixed-work NAME SOCKET OPERATIONS")
}
let configuration = MariaDBConfiguration(unixSocket: arguments[2], user: "root", database: "bench")
let end = DispatchSemaphore(value: 0)
Task.detached {
    do {
        try await workload.run(configuration, count)
    } catch {
        fail("\(workload.name): \(error)")
    }
    end.signal()
}
end.wait()
