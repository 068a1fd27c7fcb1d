internal import Foundation

/// What is said while the benchmarks run: on standard error, since the standard output is for figures.
enum Progress {
    static func tell(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Sends what was printed on its way at once: whoever reads it is waiting.
    static func flush() {
        fflush(nil)
    }
}
