import Jobs
import TestSupport
import Testing

@Suite struct PhotoDelayTests {
    @Test func theUsualDelayIsFiveSecondsToFiveMinutesInStepsOfFive() {
        var generator = SplitMix64(state: 4)
        let delays = Set((0..<5000).map { _ in PhotoDelay.usual.milliseconds(using: &generator) })
        #expect(delays == Set(stride(from: 5000, through: 300_000, by: 5000).map { Int64($0) }))
    }

    @Test func oneSeedGivesOneSequence() {
        var (first, second) = (SplitMix64(state: 9), SplitMix64(state: 9))
        for _ in 0..<20 {
            #expect(
                PhotoDelay.usual.milliseconds(using: &first) == PhotoDelay.usual.milliseconds(using: &second))
        }
    }

    @Test(arguments: [("0-0", [0]), ("1-12", [1, 6, 11]), ("7-7", [7])])
    func otherRangesBeginAtTheirOwnStart(text: String, seconds: [Int64]) throws {
        var generator = SplitMix64(state: 1)
        let delay = try #require(PhotoDelay(text))
        let delays = Set((0..<200).map { _ in delay.milliseconds(using: &generator) })
        #expect(delays == Set(seconds.map { $0 * 1000 }))
        #expect(delay.description == text)
    }

    @Test(arguments: ["", "5", "5-", "-5", "300-5", "a-b", "5-300-600", "0-99999999999", "1.5-3"])
    func whatIsNoRangeIsRefused(text: String) {
        #expect(PhotoDelay(text) == nil)
    }
}
