import Foundation
import MariaDB
import MariaDBTesting
import Testing

@Suite("The memory of rows read as they are asked for")
struct RowStreamMemoryTests {
    @Test(
        "stays below 64 MiB in all, over ten million rows",
        .disabled(
            if: ProcessInfo.processInfo.environment["TSAN_OPTIONS"] != nil,
            "ThreadSanitizer's own memory is many times that of the rows"))
    func tenMillionRows() async throws {
        // In a process of its own, which nothing else swells.
        await #expect(processExitsWith: .success) {
            try await MariaDBServer.withServer { server in
                let connection = try await MariaDBConnection.connect(to: server.configuration)
                let sql: MariaDBQuery =
                    "SELECT seq, seq * 1000003, CONCAT('some text ', seq), seq * 0.5e0 FROM mysql.seq_1_to_10000000"
                let (count, sum) = try await connection.withRows(sql) { rows in
                    var (count, sum) = (0, 0)
                    for try await row in rows {
                        count += 1
                        // Now and then, since a debug build takes its time.
                        if count % 1000 == 0 { sum += try row.decode((Int, Int, String, Double).self).0 }
                    }
                    return (count, sum)
                }
                await connection.close()
                try #require(count == 10_000_000 && sum == 1000 * (10_000 * 10_001 / 2))
            }
            let most = try ProcessMemory.most()
            print("ten million rows: \(most >> 20) MiB resident at most")
            try #require(most < 64 << 20)
        }
    }
}
