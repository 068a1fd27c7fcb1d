import Subprocess
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DataTemplate {
    /// The arguments of the server that fills the data folder.
    static let bootstrapArguments = ["--bootstrap"] + ServerArguments.fast + ServerArguments.usual

    /// How long preparing may take: 250 times what it takes usually.
    private static let prepareTimeout = Duration.seconds(100)

    /// What the server is told to do: each statement ends its line.
    ///
    /// The two variables are those of `mariadb-install-db`: root needs no password, and there is no user without a name (it
    /// would be taken for every user on localhost). The users of this machine's host name go, because servers that do not look
    /// up names warn of them.
    static func bootstrapSQL(_ program: ServerProgram) throws(MariaDBServerError) -> [UInt8] {
        var sql = Array(
            """
            create database if not exists mysql;
            use mysql;
            set @auth_root_socket=NULL;
            set @skip_auth_anonymous_user=1;

            """.utf8
        )
        for file in program.systemTables {
            guard let contents = FileManager.default.contents(atPath: file) else {
                throw MariaDBServerError(.programUnusable, "\(file), which belongs to \(program.path), can not be read.")
            }
            sql += contents
        }
        sql += Array(
            """

            delete from global_priv where host not in ('localhost', '127.0.0.1', '::1');
            delete from proxies_priv where host not in ('localhost', '127.0.0.1', '::1');

            """.utf8
        )
        return sql
    }

    /// Makes the data folder beside its place and moves it there when it is complete.
    func prepare() async throws {
        let version = try await program.version()
        removeLeftovers()
        let draft = "\(path).draft-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: draft) }
        do {
            let log = try await bootstrap(in: draft)
            guard FileManager.default.fileExists(atPath: "\(draft)/data/mysql/global_priv.frm") else {
                throw MariaDBServerError(.templateFailed, "\(program.path) (\(version)) did not prepare a data folder.", log: log)
            }
            // A crash of the machine must not leave the finished name with unfinished files.
            SystemCall.flushDisks()
            try SystemCall.rename(draft, to: path)
        } catch let error as Errno where error == .directoryNotEmpty || error == .fileExists {
            // Another process was faster.
        } catch let error as MariaDBServerError {
            throw error
        } catch {
            throw MariaDBServerError(.templateFailed, "No data folder could be prepared in \(cacheFolder): \(error)")
        }
    }

    /// Runs the server over the SQL; returns what it said.
    private func bootstrap(in draft: String) async throws -> String {
        // GNU cp leaves holes where there are only zeros: 2.4 MB instead of 17, and copied in half the time. A cp that can not
        // is no harm.
        // A folder of its own for temporary tables: a server that starts removes those that others have in the same one.
        let script = """
            umask 077
            draft=$1
            shift
            mkdir -- "$draft/full" "$draft/tmp" || exit 1
            "$@" --datadir="$draft/full" --tmpdir="$draft/tmp" <"$draft/bootstrap.sql" || exit 1
            rm -rf -- "$draft/bootstrap.sql" "$draft/tmp"
            if cp -R --sparse=always -- "$draft/full" "$draft/data"; then rm -rf -- "$draft/full"; else
                rm -rf -- "$draft/data"
                mv -- "$draft/full" "$draft/data"
            fi
            """
        let arguments =
            ["-c", script, "swift-mariadb", draft, program.path, "--no-defaults"] + ServerArguments.user + Self.bootstrapArguments
        try FileManager.default.createDirectory(
            atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700]
        )
        // A file and not a pipe: writing to a program that has died raises SIGPIPE, which ends this process.
        try Data(try Self.bootstrapSQL(program)).write(to: URL(filePath: "\(draft)/bootstrap.sql"))
        var platform = PlatformOptions()
        platform.createSession = true
        // The server with its shell, should it hang.
        platform.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
        return try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { [platform] in
                let result = try await Subprocess.run(
                    .path("/bin/sh"), arguments: Arguments(arguments), environment: ServerProgram.environment,
                    workingDirectory: "/", platformOptions: platform, output: .string(limit: 1 << 20), error: .combinedWithOutput
                )
                let log = result.standardOutput.split(separator: "\n").suffix(20).joined(separator: "\n")
                guard result.terminationStatus.isSuccess else {
                    throw MariaDBServerError(.templateFailed, "\(program.path) could not prepare a data folder.", log: log)
                }
                return log
            }
            group.addTask {
                try await Task.sleep(for: Self.prepareTimeout)
                throw MariaDBServerError(
                    .templateFailed, "\(program.path) did not prepare a data folder within \(Self.prepareTimeout)."
                )
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
    }

    /// Removes what processes left that were killed while they prepared a template. They need a second, not an hour.
    private func removeLeftovers() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: cacheFolder)) ?? [] where name.contains(".draft-") {
            let draft = "\(cacheFolder)/\(name)"
            guard let made = try? files.attributesOfItem(atPath: draft)[.modificationDate] as? Date else { continue }
            if made.timeIntervalSinceNow < -3600 { try? files.removeItem(atPath: draft) }
        }
    }
}
