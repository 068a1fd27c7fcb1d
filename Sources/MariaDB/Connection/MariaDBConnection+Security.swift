extension MariaDBConnection {
    /// What may be wrong with the protection of this connection, in one line to be logged; `nil` if all is as it was asked for.
    ///
    /// It tells of ``MariaDBTLS/prefer`` over a network: that the server offered no TLS, or that nobody has checked who it is.
    public nonisolated var securityWarning: String? {
        guard configuration.tls?.mode == .prefer, !configuration.address.isThisMachine else { return nil }
        return tlsVersion == nil
            ? "the connection to \(configuration.address) is not encrypted: TLS is preferred, and the server offered none"
            : "the connection to \(configuration.address) is encrypted, but TLS is only preferred: nobody checked who the server is"
    }
}
