/// Why no private server could be had, as a value to branch on.
///
/// Printed, it says in one line what was wrong and what to do next, followed by the end of the server's log where there is one.
public struct MariaDBServerError: Error, Sendable {
    /// The kind of failure.
    public var code: Code

    /// One line for people: what was wrong and what to do about it.
    public var message: String

    /// The last lines of the server's log, or an empty text if the server wrote none.
    public var log: String

    init(_ code: Code, _ message: String, log: String = "") {
        self.code = code
        self.message = message
        self.log = log
    }
}

extension MariaDBServerError {
    /// The kind of a failure. A struct and not an enum, so that a new kind breaks no `switch` of yours.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name, as it is spelled in code.
        public let description: String

        private init(_ name: String) {
            description = name
        }

        /// No `mariadbd` was found, or the one that was named is no program.
        public static let programNotFound = Code("programNotFound")

        /// The program is not a MariaDB server of version 10.5 or newer, or its SQL files are missing.
        public static let programUnusable = Code("programUnusable")

        /// The data folder that every server is copied from could not be prepared.
        public static let templateFailed = Code("templateFailed")

        /// There is no folder to put a server in: not writable, or its name is too long for a socket (107 bytes).
        public static let folderUnusable = Code("folderUnusable")

        /// The server ended while it was starting.
        public static let startFailed = Code("startFailed")

        /// The server was not ready within ``MariaDBServer/Options/startTimeout``.
        public static let startTimeout = Code("startTimeout")

        /// The server was stopped, and its folder with it; only a new one can be started.
        public static let stopped = Code("stopped")
    }
}

extension MariaDBServerError: CustomStringConvertible {
    /// The message, and below it the end of the log if there is one.
    public var description: String {
        log.isEmpty ? message : "\(message)\nThe end of its log:\n\(log)"
    }
}
