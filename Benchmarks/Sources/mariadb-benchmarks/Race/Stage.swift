internal import MariaDB
internal import MariaDBTesting

/// The server's side: the tables of the workloads, and what must be done between two runs.
struct Stage {
    let socket: String
    /// The process of the server.
    let server: Int32
    private let connection: MariaDBConnection

    var serverVersion: String { connection.serverVersion }

    /// The tables fit into memory and everybody may come in, so that the server is no narrower than the clients.
    static let serverOptions = MariaDBServer.Options(arguments: [
        "--innodb-buffer-pool-size=512M", "--innodb-log-file-size=64M", "--max-connections=2500", "--local-infile=1",
        "--max-allowed-packet=64M",
    ])

    init(_ server: MariaDBServer, rows: Int) async throws {
        guard case .unixSocket(let path) = server.configuration.address else {
            throw BenchmarkError(description: "the benchmarks need a unix socket")
        }
        socket = path
        self.server = server.processIdentifier
        connection = try await MariaDBConnection.connect(to: server.configuration)
        try await connection.execute("CREATE DATABASE bench")
        try await connection.select(database: "bench")
        try await connection.execute("CREATE TABLE rows_of_four (a BIGINT, b BIGINT, c VARCHAR(40), d DOUBLE)")
        try await connection.execute(
            """
            INSERT INTO rows_of_four
            SELECT seq, seq * 1000003, CONCAT('some text ', seq), seq * 0.37e0 FROM seq_1_to_\(unsafeSQL: "\(rows)")
            """)
        try await connection.execute("CREATE TABLE points (id BIGINT PRIMARY KEY, name VARCHAR(40))")
        try await connection.execute("INSERT INTO points SELECT seq, CONCAT('name ', seq) FROM seq_1_to_10000")
        try await connection.execute("CREATE TABLE inserts (id BIGINT, name VARCHAR(40), amount DOUBLE)")
    }

    func prepare(_ workload: Workload) async throws {
        if workload.inserts { try await connection.execute("TRUNCATE inserts") }
    }

    /// That the rows really are there.
    func verify(_ workload: Workload, scale: Int = 1) async throws {
        guard workload.inserts else { return }
        let count = max(1, workload.operations / scale)
        let (found, sum) = try await connection.fetchOne(
            "SELECT COUNT(*), CAST(COALESCE(SUM(id), 0) AS SIGNED) FROM inserts", as: (Int, Int).self)
        guard found == count, sum == count * (count + 1) / 2 else {
            throw BenchmarkError(description: "\(found) rows are in the table, not \(count)")
        }
    }
}
