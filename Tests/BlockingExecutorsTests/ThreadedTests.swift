import Testing

/// The tests with real threads, one after the other: some measure time, and together they would take each other's cores.
@Suite("With threads", .serialized, .timeLimit(.minutes(5)))
enum ThreadedTests {}
