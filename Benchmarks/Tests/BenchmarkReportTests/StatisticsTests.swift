import BenchmarkReport
import Testing

struct StatisticsTests {
    @Test(arguments: [([3.0, 1, 2], 2.0), ([4.0, 1, 2, 3], 2.5), ([7.0], 7.0), ([Double](), 0.0)])
    func `The median is the one in the middle, or the mean of two`(figures: [Double], median: Double) {
        #expect(Statistics(figures).median == median)
    }

    @Test func `The spread is from the smallest to the largest`() {
        let statistics = Statistics([5, 2, 9, 4])
        #expect((statistics.smallest, statistics.largest) == (2, 9))
    }

    @Test func `Ratios are made round by round, so that a slow round counts once`() {
        #expect(Statistics.medianRatio(of: [2, 20, 3], to: [1, 10, 2]) == 2)
    }

    @Test func `There is no ratio to nothing`() {
        #expect(Statistics.medianRatio(of: [1, 2], to: []) == nil)
        #expect(Statistics.medianRatio(of: [1, 2], to: [0, 0]) == nil)
    }
}
