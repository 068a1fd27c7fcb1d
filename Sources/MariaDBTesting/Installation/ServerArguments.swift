/// The arguments with which private servers run.
enum ServerArguments {
    /// What makes a server start fast and small. Nothing here outlives the machine's power being cut; killing the server
    /// loses nothing that was committed. Measured: ready in 75 ms instead of 110 ms, 51 MB of memory.
    ///
    /// Given when the template is prepared as well, hence part of its name.
    static let fast = [
        "--innodb-log-file-size=4M", "--innodb-buffer-pool-size=8M", "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=0", "--loose-innodb-flush-method=nosync", "--loose-innodb-buffer-pool-load-at-startup=0",
        "--loose-innodb-buffer-pool-dump-at-shutdown=0", "--performance-schema=0", "--key-buffer-size=1M",
        "--aria-pagecache-buffer-size=8M", "--table-open-cache=400", "--skip-log-bin", "--loose-skip-ssl",
    ]

    /// What Debian sets in the configuration files, which private servers never read. The collation follows from it; naming it
    /// too would keep users from choosing another character set with one argument.
    static let usual = ["--character-set-server=utf8mb4"]

    /// mariadbd refuses to run as root unless told that this is meant.
    static var user: [String] {
        SystemCall.userIdentifier == 0 ? ["--user=root"] : []
    }

    /// The arguments of a server in a folder, without those for the network. `--no-defaults` comes from the supervisor.
    static func server(in folder: ServerFolder, _ more: [String]) -> [String] {
        user + fast + usual + [
            "--skip-name-resolve", "--innodb-fast-shutdown=2", "--datadir=\(folder.data)", "--socket=\(folder.socket)",
            "--pid-file=\(folder.path)/pid", "--tmpdir=\(folder.path)/tmp",
        ] + more
    }
}
