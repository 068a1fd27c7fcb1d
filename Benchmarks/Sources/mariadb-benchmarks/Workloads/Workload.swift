internal import BenchmarkReport

/// Something that everybody does, each in its own way.
struct Workload {
    /// Short and stable: what contestants know it by.
    let name: String
    var title: String
    /// The chart in which it stands.
    var group: String
    var unit = Unit.microseconds
    /// How many in a round; what the figure of a time is divided by.
    let operations: Int
    /// How many connections at once. For `memory-stream`, how many times over the table is read.
    var connections = 1
    let rounds: Int
    /// The ratio to the C loop that this library promises, by the name of its way.
    var aims: [String: Double] = [:]
    /// How many rows it needs in the table of four columns.
    var rows: Int?
    /// Whether it fills the table of inserts, with ids from 1.
    var inserts = false
    /// Whether each run has a process of its own, as memory must be measured.
    var startsFresh = false
    var placement = Placement.anywhere

    /// What `--workload` and the results know it by.
    var label: String { placement == .apart ? name + "-apart" : name }

    /// The unmeasured first run is so many times smaller. Rows must all be read, for their sum is checked.
    var warmUpScale: Int { rows == nil ? 5 : 1 }

    /// What turns a contestant's figure into the workload's unit.
    var divisor: Double {
        switch unit {
        case .microseconds: 1000 * Double(operations)
        case .bytes: name == "memory-idle" ? Double(operations) : 1
        }
    }
}
