internal import CMariaDB

extension Session {
    /// Every option is set, whatever its default: Connector/C 3.4 has others than 3.3.
    ///
    /// `MYSQL_OPT_SSL_ENFORCE` and a file of authorities alone mean "if the server offers it" to Connector/C. What makes it
    /// refuse a server without TLS, before anything of the login is sent, is the check of the host, or a fingerprint; an empty
    /// one is never compared but refuses all the same.
    static func setTLSOptions(of handle: UnsafeMutablePointer<MYSQL>, _ tls: TLSParameters) throws(MariaDBError) {
        unsafe set(handle, MYSQL_OPT_SSL_ENFORCE, my_bool(tls.mode == .disable ? 0 : 1))
        unsafe set(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, my_bool(tls.mode == .require(verification: .full) ? 1 : 0))
        guard tls.mode != .disable else { return }
        unsafe mysql_options(handle, MARIADB_OPT_TLS_VERSION, tls.versions)
        if let ciphers = tls.ciphers { unsafe mysql_options(handle, MYSQL_OPT_SSL_CIPHER, ciphers) }
        if let client = tls.clientCertificate {
            try TLSFiles.check(client)
            unsafe mysql_options(handle, MYSQL_OPT_SSL_CERT, client.certificateFile)
            unsafe mysql_options(handle, MYSQL_OPT_SSL_KEY, client.keyFile)
            // Also an empty one: without any, OpenSSL asks on the terminal.
            unsafe mysql_options(handle, MARIADB_OPT_TLS_PASSPHRASE, client.passphrase?.revealed ?? "")
        }
        guard case .require(let verification) = tls.mode else { return }
        switch verification {
        case .full:
            unsafe mysql_options(handle, MYSQL_OPT_SSL_CA, try TLSFiles.authorities(tls))
        case .certificateAuthority:
            unsafe mysql_options(handle, MYSQL_OPT_SSL_CA, try TLSFiles.authorities(tls))
            unsafe mysql_options(handle, MARIADB_OPT_TLS_PEER_FP, "")
        case .fingerprint(let digits):
            unsafe mysql_options(handle, MARIADB_OPT_TLS_PEER_FP, digits)
        case .none:
            unsafe mysql_options(handle, MARIADB_OPT_TLS_PEER_FP, "")
        }
    }

    /// The second lock behind the options: no connection in clear is handed out where TLS is required.
    static func requireTLS(_ handle: UnsafeMutablePointer<MYSQL>, _ parameters: SessionParameters) throws(MariaDBError) {
        guard parameters.tls.isRequired, unsafe mysql_get_ssl_cipher(handle) == nil else { return }
        throw tlsNotOffered(parameters)
    }

    /// The version of TLS and the cipher suite that were agreed on.
    static func negotiated(_ handle: UnsafeMutablePointer<MYSQL>) -> (version: String?, cipher: String?) {
        guard let cipher = unsafe mysql_get_ssl_cipher(handle) else { return (nil, nil) }
        var version: UnsafePointer<CChar>?
        unsafe _ = mariadb_get_info(handle, MARIADB_CONNECTION_TLS_VERSION, &version)
        return unsafe (version.map { unsafe String(cString: $0) }, String(cString: cipher))
    }

    static func tlsNotOffered(_ parameters: SessionParameters, number: Int? = nil) -> MariaDBError {
        MariaDBError(
            code: .tlsNotOffered,
            message: "cannot connect to \(parameters.address): TLS is required and the server offers none; "
                + "switch it on there, or disable TLS here if you trust the network",
            number: number
        )
    }
}

extension TLSParameters {
    /// What kind of failure Connector/C means by error 2026, which says of all of them only that TLS has failed. OpenSSL's words
    /// are its only means to tell.
    static func failure(_ text: String) -> MariaDBError.Code {
        let text = text.lowercased()
        func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if says("does not support it") { return .tlsNotOffered }
        // The passphrase is wrong; key and certificate are no pair; a file is no certificate, or not there any more.
        if says(
            "bad decrypt", "bad password", "processing error", "key values mismatch", "no start line", "no certificate or crl")
            || says("no cipher match", "not found (errcode", "no such file") || text.hasSuffix(": unsupported")
        {
            return .invalidConfiguration
        }
        // The server's complaint, perhaps of our certificate.
        if says("alert") { return .tlsFailed }
        if says("certificate", "fingerprint", "hostname", "crl") { return .certificateRejected }
        if says("timed out") { return .connectTimeout }
        if says("unexpected eof", "connection reset", "broken pipe") { return .connectFailed }
        return .tlsFailed
    }
}
