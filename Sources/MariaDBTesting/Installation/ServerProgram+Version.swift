import Subprocess
import SystemPackage

extension ServerProgram {
    /// What the server says of its version, for example `10.11.19-MariaDB-0+deb12u1`. Runs it, which takes 10 to 100 ms.
    ///
    /// Fails if it is not MariaDB 10.5 or newer, the first whose programs are called `mariadbd`.
    func version() async throws -> String {
        let said: String
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: ["--no-defaults", "--version"], environment: Self.environment,
                output: .string(limit: 65_536), error: .combinedWithOutput
            )
            said = result.standardOutput
        } catch {
            throw MariaDBServerError(.programUnusable, "\(path) can not be run: \(error)")
        }
        guard let version = Self.version(from: said) else {
            throw MariaDBServerError(
                .programUnusable,
                "\(path) is not a MariaDB server of version 10.5 or newer: install one or name one in the environment variable "
                    + "MARIADBD. Asked for its version, it said: \(said.split(separator: "\n").first ?? "nothing")"
            )
        }
        return version
    }

    /// The version in `mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64`, if it is one that will do.
    static func version(from text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard let marker = words.firstIndex(of: "Ver"), marker + 1 < words.endIndex else { return nil }
        let version = words[marker + 1]
        let numbers = version.split(whereSeparator: { !$0.isNumber }).prefix(2).compactMap { Int($0) }
        guard version.contains("MariaDB"), numbers.count == 2, (numbers[0], numbers[1]) >= (10, 5) else { return nil }
        return String(version)
    }
}
