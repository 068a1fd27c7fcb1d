/// What the C loops keep between rounds.
///
/// `@unchecked Sendable`: the workloads run one after another.
final class CConnections: @unchecked Sendable {
    private let socket: String
    private var connections: [CLoopConnection] = []
    private var rowsByCount: [Int: CRows] = [:]

    init(socket: String) {
        self.socket = socket
    }

    func main() throws -> OpaquePointer { try connection(0).handle }

    func handles(_ count: Int) throws -> [OpaquePointer?] { try (0..<count).map { try connection($0).handle } }

    func rows(_ count: Int) throws -> OpaquePointer {
        if let rows = rowsByCount[count] { return rows.handle }
        let rows = try CRows(count)
        rowsByCount[count] = rows
        return rows.handle
    }

    private func connection(_ index: Int) throws -> CLoopConnection {
        while connections.count <= index { connections.append(try CLoopConnection(socket: socket)) }
        return connections[index]
    }
}
