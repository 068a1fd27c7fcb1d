import Foundation
import MariaDBTesting
import Subprocess
import SystemPackage

/// Certificates of all kinds, made by the program `openssl` for the time of a test.
struct TestCertificates {
    /// What the encrypted key of the client is encrypted with.
    static let passphrase = "open-sesame"

    private let folder: String

    /// Makes the certificates, calls the body with them, and removes them.
    static func with<Result>(_ body: (TestCertificates) async throws -> Result) async throws -> Result {
        let folder = NSTemporaryDirectory() + "swift-mariadb-certificates-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-eu", "-c", script, "certificates", folder, passphrase],
            output: .string(limit: 1 << 20), error: .combinedWithOutput)
        guard result.terminationStatus.isSuccess else { throw OpenSSLError(output: result.standardOutput) }
        return try await body(TestCertificates(folder: folder))
    }

    struct OpenSSLError: Error {
        let output: String
    }

    /// A file by its name: `authority.pem`.
    func file(_ name: String) -> String {
        "\(folder)/\(name)"
    }

    /// The SHA-1 or SHA-256 fingerprint of a certificate, as `openssl` prints it.
    func fingerprint(_ name: String, _ digest: String = "sha1") async throws -> String {
        let result = try await Subprocess.run(
            .name("openssl"), arguments: ["x509", "-noout", "-fingerprint", "-\(digest)", "-in", file("\(name).pem")],
            output: .string(limit: 1 << 10), error: .discarded)
        return String(result.standardOutput.split(separator: "=").last ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Options for a server with one of the certificates.
    func server(_ name: String = "server", isRequired: Bool = false, arguments: [String] = []) -> MariaDBServer.Options {
        MariaDBServer.Options(
            arguments: arguments, tcp: true,
            tls: MariaDBServer.TLS(
                certificateFile: file("\(name).pem"), keyFile: file("\(name).key"), clientAuthorityFile: file("authority.pem"),
                isRequired: isRequired))
    }

    /// `openssl x509` of OpenSSL 3.0 makes no certificate that has expired; `openssl ca` takes dates.
    private static let script = """
        umask 077
        cd "$1"
        cat >openssl.cnf <<'END'
        [req]
        distinguished_name = name
        prompt = no
        [name]
        CN = unused
        [authority]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign, cRLSign
        [ca]
        default_ca = dated
        [dated]
        database = index.txt
        new_certs_dir = .
        serial = serial
        default_md = sha256
        policy = any_name
        [any_name]
        commonName = supplied
        END
        : >index.txt
        echo 1000 >serial
        key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -config openssl.cnf'

        authority() { openssl req -x509 $key -days 2 -subj "/CN=Authority $1" -extensions authority -keyout $1.key -out $1.pem; }
        request() { openssl req -new $key -subj "/CN=$2" -keyout $1.key -out $1.csr; }
        # NAME CN SUBJECT-ALTERNATIVE-NAMES [AUTHORITY]
        signed() {
            request "$1" "$2"
            : >extensions
            [ -z "$3" ] || echo "subjectAltName = $3" >extensions
            openssl x509 -req -in $1.csr -CA ${4:-authority}.pem -CAkey ${4:-authority}.key -CAserial ${4:-authority}.srl \\
                -CAcreateserial -days 2 -sha256 -extfile extensions -out $1.pem
        }

        authority authority
        authority other
        signed server localhost 'DNS:localhost, IP:127.0.0.1'
        signed name-only localhost DNS:localhost
        signed address-only server IP:127.0.0.1
        signed common-name localhost ''
        signed wildcard server 'DNS:*.localhost'
        signed star server 'DNS:*'
        signed wrong-host db.example DNS:db.example
        signed other-authority localhost 'DNS:localhost, IP:127.0.0.1' other
        signed client app DNS:app
        signed stranger app DNS:app other
        openssl pkcs8 -topk8 -in client.key -out client-encrypted.key -passout "pass:$2"
        openssl req -x509 $key -days 2 -subj /CN=localhost -addext 'subjectAltName = DNS:localhost, IP:127.0.0.1' \\
            -keyout self-signed.key -out self-signed.pem
        openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out password.key
        openssl pkey -in password.key -pubout -out password-public.pem
        request expired localhost
        echo 'subjectAltName = DNS:localhost, IP:127.0.0.1' >extensions
        openssl ca -batch -notext -config openssl.cnf -cert authority.pem -keyfile authority.key -in expired.csr \\
            -extfile extensions -startdate 200101000000Z -enddate 200102000000Z -out expired.pem
        """
}
