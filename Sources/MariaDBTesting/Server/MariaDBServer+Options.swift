extension MariaDBServer {
    /// What a private server is to be like. The defaults are right for nearly every test.
    public struct Options: Sendable, Hashable {
        /// More arguments for `mariadbd`, after the library's own: the last one given wins. None unless set.
        ///
        /// They may change anything but the data folder, the socket and the port.
        public var arguments: [String]

        /// Whether the server also listens on a free TCP port of 127.0.0.1. `false` unless set.
        public var tcp: Bool

        /// The certificate with which the server offers TLS, over TCP and over the socket. If `nil`, it offers none.
        public var tls: TLS?

        /// How long the server may take until it answers. 30 seconds unless set, for machines that are slow or busy; about a
        /// tenth of a second is usual.
        public var startTimeout: Duration

        /// The server's program. If `nil`, the one named by the environment variable `MARIADBD`, otherwise the first
        /// `mariadbd` in `PATH` or a usual folder for servers such as `/usr/sbin`.
        public var program: String?

        /// The folder that keeps the prepared data folder for all later servers. If `nil`, `swift-mariadb` in
        /// `XDG_CACHE_HOME`, otherwise in `~/.cache`, otherwise, if that can not be written, one in the folder for temporary
        /// files.
        public var cacheFolder: String?

        /// The folder in which the server gets its own folder. If `nil`, `/dev/shm` if it has 2 GiB to spare (twice as fast to
        /// start as a disk), otherwise `TMPDIR`, otherwise `/tmp`.
        public var temporaryFolder: String?

        /// The port to try first when ``tcp`` is set, in the place of a free one. Only tests of the retry need it.
        var firstPort: UInt16?

        /// Options for a server.
        ///
        /// - Parameters:
        ///   - arguments: More arguments for `mariadbd`.
        ///   - tcp: Whether to listen on 127.0.0.1 also.
        ///   - tls: The certificate with which to offer TLS, or `nil` to offer none.
        ///   - startTimeout: How long the server may take until it answers.
        ///   - program: The server's program, or `nil` to search for it.
        ///   - cacheFolder: Where the prepared data folder is kept, or `nil` for the user's cache.
        ///   - temporaryFolder: Where the server's folder is made, or `nil` to choose one.
        public init(
            arguments: [String] = [],
            tcp: Bool = false,
            tls: TLS? = nil,
            startTimeout: Duration = .seconds(30),
            program: String? = nil,
            cacheFolder: String? = nil,
            temporaryFolder: String? = nil
        ) {
            self.arguments = arguments
            self.tcp = tcp
            self.tls = tls
            self.startTimeout = startTimeout
            self.program = program
            self.cacheFolder = cacheFolder
            self.temporaryFolder = temporaryFolder
        }
    }
}
