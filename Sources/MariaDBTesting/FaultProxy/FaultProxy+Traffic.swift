extension FaultProxy {
    /// What has come to a proxy so far.
    public struct Traffic: Sendable, Hashable {
        /// Connections taken.
        public var connections = 0
        /// Bytes that clients sent, whether they passed or not.
        public var bytesFromClients = 0
        /// Bytes that the server sent, whether they passed or not.
        public var bytesFromServer = 0
    }
}
