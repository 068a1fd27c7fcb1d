import Foundation
import MariaDBTesting

/// A service of PAM that knows one password. Its rules have to stand in a folder of the system, so this needs root; they have a name of
/// their own there and are gone afterwards.
enum PAMService {
    /// Whether one can be made, and a server can use it.
    static let isPossible =
        geteuid() == 0 && ServerPlugins.folder(with: "auth_pam_v1.so") != nil
        && FileManager.default.fileExists(atPath: "/etc/pam.d") && FileManager.default.isExecutableFile(atPath: "/usr/bin/tr")

    /// Makes the service, calls the body with its name, and removes it.
    static func with<Value>(password: String, _ body: (String) async throws -> Value) async throws -> Value {
        // PAM looks for names in small letters only.
        let name = "swift-mariadb-\(UUID().uuidString.lowercased())"
        let (rules, program) = ("/etc/pam.d/\(name)", "/etc/pam.d/\(name).sh")
        defer {
            for file in [rules, program] { try? FileManager.default.removeItem(atPath: file) }
        }
        // It gets the password on standard input, with a zero byte (pam_exec(8)).
        let check = "#!/bin/sh\n[ \"$(/usr/bin/tr -d '\\0')\" = '\(password)' ]\n"
        try check.write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        try "auth required pam_exec.so quiet expose_authtok \(program)\naccount required pam_permit.so\n"
            .write(toFile: rules, atomically: true, encoding: .utf8)
        return try await body(name)
    }
}
