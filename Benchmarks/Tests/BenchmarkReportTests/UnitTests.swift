import BenchmarkReport
import Testing

struct UnitTests {
    @Test(arguments: [
        (Unit.microseconds, 0.4321, "432 ns"), (.microseconds, 31.46, "31.5 µs"), (.microseconds, 1234.5, "1.23 ms"),
        (.microseconds, 2_500_000, "2.50 s"), (.microseconds, 99.96, "100 µs"), (.bytes, 35_861_299, "34.2 MiB"),
        (.bytes, 12_288, "12.0 KiB"),
        (.bytes, 12, "12.0 B"),
    ])
    func `Figures have three digits and a unit of their size`(unit: Unit, figure: Double, text: String) {
        #expect(unit.text(figure) == text)
    }

    @Test(arguments: [
        (0.005, 2, "0.01"), (-1.25, 1, "-1.3"), (12, 0, "12"), (.nan, 2, "-"), (.infinity, 1, "-"), (-0.001, 1, "0.0"),
    ])
    func `Decimals are rounded and filled up`(value: Double, digits: Int, text: String) {
        #expect(value.fixed(digits) == text)
    }
}
