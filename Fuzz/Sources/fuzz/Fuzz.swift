internal import CFuzzer
internal import Foundation

// fuzz                                 names the targets
// fuzz TARGET OPTIONS OF libFuzzer     feeds one of them
@main
enum Fuzz {
    static let targets: [String: @Sendable ([UInt8]) -> Void] = [
        "rows": RowTarget.run, "values": ValueTarget.run, "sql": SQLTarget.run, "files": FileTarget.run,
    ]

    /// The target that is being fed. Set once, before libFuzzer begins, which calls on this thread only.
    nonisolated(unsafe) private static var target: @Sendable ([UInt8]) -> Void = { _ in }

    static func main() {
        var arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            for name in targets.keys.sorted() { print(name) }
            return
        }
        guard let target = targets[arguments.remove(at: 1)] else {
            FileHandle.standardError.write(Data("fuzz: no such target\n".utf8))
            exit(64)
        }
        self.target = target
        var count = Int32(arguments.count)
        // libFuzzer keeps them.
        var pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = .allocate(capacity: arguments.count + 1)
        for (index, argument) in arguments.enumerated() { pointers?[index] = strdup(argument) }
        pointers?[arguments.count] = nil
        exit(
            LLVMFuzzerRunDriver(&count, &pointers) { bytes, size in
                Fuzz.target(Array(UnsafeBufferPointer(start: bytes, count: size)))
                return 0
            })
    }
}

/// Ends the process, so that libFuzzer keeps the input, unless a condition holds.
func require(_ condition: Bool, _ what: @autoclosure () -> String) {
    if !condition { fatalError(what()) }
}
