import Scheduling
import Simulation
import Testing

@Suite struct DaySimulationTests {
    private static func day() -> SimulatedDay {
        var day = SimulatedDay()
        (day.users, day.jobs, day.processors) = (20, 3000, 1)
        day.megapixels = 60
        return day
    }

    @Test func `A day of too much work is shared by weight, and the heavier wait less`() throws {
        let report = DaySimulation.run(Self.day())
        #expect(report.classes.map(\.jobs).reduce(0, +) == 3000)
        #expect(report.classes.map(\.users) == [18, 2])
        let (free, paid) = (report.classes[0], report.classes[1])
        let shares = try #require(report.shares(of: paid))
        #expect(abs(shares.received - shares.promised) < 0.05, "\(report.text)")
        #expect(try #require(report.jain) > 0.8)
        #expect(paid.waits.quantile(0.9) < free.waits.quantile(0.9))
    }

    @Test func `No processor time is lost while work waits`() {
        var day = Self.day()
        day.pattern = .flat
        let report = DaySimulation.run(day)
        let busy = report.classes.map(\.seconds).reduce(0, +)
        #expect(report.mostWaiting > 100)
        #expect(busy / report.end > 0.9 && busy <= report.end)
    }

    @Test func `The same day gives the same report and picture, another seed another`() {
        var other = Self.day()
        other.seed = 2
        let reports = [Self.day(), Self.day(), other].map(DaySimulation.run)
        #expect(reports[0].text == reports[1].text && reports[0].svg == reports[1].svg)
        #expect(reports[0].text != reports[2].text)
    }

    @Test(arguments: ArrivalPattern.allCases)
    func `Every job of every pattern ends`(pattern: ArrivalPattern) {
        var day = Self.day()
        (day.pattern, day.megapixels) = (pattern, 1)
        #expect(DaySimulation.run(day).classes.map(\.jobs).reduce(0, +) == 3000)
    }

    /// Users of all sizes, costs up to so many times wrong either way.
    @Test(arguments: [
        (ArrivalPattern.flat, 2, 60.0, 3.0), (.day, 2, 24, 2), (.bursts, 2, 36, 2),
    ])
    func `Jobs begin when they were told: half by the p50, nine of ten by the p90`(
        pattern: ArrivalPattern, processors: Int, megapixels: Double, error: Double
    ) throws {
        var sum = ForecastScore()
        for seed in 1...3 as ClosedRange<UInt64> {
            var day = SimulatedDay()
            (day.users, day.jobs, day.seed) = (300, 4000, seed)
            (day.pattern, day.processors, day.megapixels, day.error) = (pattern, processors, megapixels, error)
            sum = sum + DaySimulation.run(day).forecasts
        }
        let parts = try #require(sum.parts)
        #expect(sum.jobs > 3000)
        #expect((0.35...0.65).contains(parts.median), "\(parts) of \(sum.jobs)")
        #expect(parts.late >= 0.85, "\(parts) of \(sum.jobs)")
    }

    @Test(arguments: [
        "", "paid", "paid:1", ":1:1", "a:0:1", "a:-1:1", "a:nan:1", "a:1:0", "a:1:nan", "<b>:1:1",
    ])
    func `A class that is none is refused`(text: String) {
        #expect(UserClass(text) == nil)
    }

    @Test func `Waits are told to within 5 %`() {
        var histogram = WaitHistogram()
        #expect(histogram.quantile(0.5) == 0)
        for second in 1...1000 { histogram.add(Double(second)) }
        #expect((500...526).contains(histogram.quantile(0.5)))
        #expect((990...1041).contains(histogram.quantile(0.99)))
    }
}
