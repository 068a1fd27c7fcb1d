#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The files with certificates and keys, looked at before anything is sent: of a file that is missing or of another kind,
/// Connector/C and OpenSSL tell little.
enum TLSFiles {
    /// Where systems keep the authorities that they trust: Debian and Alpine, Fedora, macOS and the BSDs.
    private static let systemAuthorities = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ]

    /// The file to check the server's certificate with. Always one, also for the authorities of the system: Connector/C 3.4
    /// takes less for a proof where it is given none.
    static func authorities(_ parameters: TLSParameters) throws(MariaDBError) -> String {
        if let file = parameters.certificateAuthorityFile {
            try require("CERTIFICATE", in: file, what: "the file of certificate authorities")
            return file
        }
        guard let file = systemAuthorities.first(where: FileManager.default.isReadableFile) else {
            throw invalid("this system has no certificate authorities; install ca-certificates, or name a file with yours")
        }
        return file
    }

    static func check(_ client: MariaDBTLS.ClientCertificate) throws(MariaDBError) {
        try require("CERTIFICATE", in: client.certificateFile, what: "the client's certificate")
        let key = try require("PRIVATE KEY", in: client.keyFile, what: "the client's private key")
        let isEncrypted = key.contains("ENCRYPTED")
        if isEncrypted, client.passphrase?.revealed.isEmpty ?? true {
            throw invalid("the client's private key \(client.keyFile) is encrypted; give its passphrase")
        }
    }

    static func check(serverPublicKey file: String) throws(MariaDBError) {
        // Connector/C would ask the server for its key if it can not read this one.
        try require("PUBLIC KEY", in: file, what: "the server's public key")
    }

    @discardableResult
    private static func require(_ kind: String, in file: String, what: String) throws(MariaDBError) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: URL(filePath: file).resolvingSymlinksInPath().path)
        guard let attributes else { throw invalid("\(what), \(file), is missing or can not be looked at") }
        // Anything else may never end.
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw invalid("\(what), \(file), is no file") }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw invalid("\(what), \(file), can not be read; look at its permissions")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("-----BEGIN "), text.contains(kind + "-----") else {
            throw invalid("\(what), \(file), holds no \(kind.lowercased()) in PEM form")
        }
        return text
    }

    private static func invalid(_ problem: String) -> MariaDBError {
        MariaDBError(code: .invalidConfiguration, message: problem)
    }
}
