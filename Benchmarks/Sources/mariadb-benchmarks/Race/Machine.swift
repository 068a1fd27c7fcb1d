internal import Foundation

/// Where the figures come from.
enum Machine {
    /// Processor, cores in use, system.
    static var description: String {
        let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
        let processor = model.map { $0.drop { $0 == " " } } ?? "unknown processor"
        // A chip's name says nothing of a virtual machine that has a part of it.
        let place = info.contains("hypervisor") ? "virtual cores" : "cores"
        return
            "\(processor), \(ProcessInfo.processInfo.activeProcessorCount) \(place), \(ProcessInfo.processInfo.operatingSystemVersionString)"
    }

    /// What instructions are counted of.
    static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "arm64"
        #else
        "other"
        #endif
    }

    static var date: String { String(Date().ISO8601Format().prefix(10)) }
}
