import Jobs
import Scheduling
import TestSupport
import Testing

@Suite struct TimerHeapTests {
    private static func id(_ number: UInt64) -> JobID { JobID(high: 0, low: number) }

    @Test func jobsComeOutInTheOrderOfTheirTimesAndNotBefore() {
        var timers = TimerHeap()
        for (number, due) in [(1, 30), (2, 10), (3, 20), (4, 10)] as [(UInt64, Int)] {
            timers.insert(Self.id(number), due: .seconds(due))
        }
        #expect(timers.nextDue == .seconds(10))
        let early = timers.popDue(.seconds(9))
        #expect(early == nil)
        let order = (0..<4).map { _ in timers.popDue(.seconds(25)) }
        #expect(order == [Self.id(2), Self.id(4), Self.id(3), nil])
        #expect(timers.count == 1 && timers.nextDue == .seconds(30))
    }

    @Test func aRemovedJobNeverComesOutAndLeavesNoTime() {
        var timers = TimerHeap()
        timers.insert(Self.id(1), due: .seconds(1))
        timers.insert(Self.id(2), due: .seconds(2))
        let removed = [Self.id(1), Self.id(1), Self.id(3)].map { timers.remove($0) }
        #expect(removed == [true, false, false])
        #expect(timers.nextDue == .seconds(2))
        let first = timers.popDue(.seconds(5))
        #expect(first == Self.id(2))
        #expect(timers.count == 0 && timers.nextDue == nil)
    }

    @Test func aNewTimeReplacesTheOldOne() {
        var timers = TimerHeap()
        timers.insert(Self.id(1), due: .seconds(1))
        timers.insert(Self.id(2), due: .seconds(2))
        timers.remove(Self.id(1))
        timers.insert(Self.id(1), due: .seconds(3))
        let order = (0..<3).map { _ in timers.popDue(.seconds(9)) }
        #expect(order == [Self.id(2), Self.id(1), nil])
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func everyJobComesOutOnceInOrder(seed: UInt64) {
        var random = SplitMix64(state: seed)
        var timers = TimerHeap()
        var waiting: [JobID: Duration] = [:]
        for number in 0..<500 as Range<UInt64> {
            let due = Duration.milliseconds(Int.random(in: 0..<200, using: &random))
            timers.insert(Self.id(number), due: due)
            waiting[Self.id(number)] = due
            if Bool.random(using: &random), let gone = waiting.keys.sorted().randomElement(using: &random) {
                timers.remove(gone)
                waiting[gone] = nil
            }
        }
        #expect(timers.count == waiting.count)
        var order: [JobID] = []
        while let id = timers.popDue(.seconds(1)) { order.append(id) }
        #expect(Set(order) == Set(waiting.keys) && order.count == waiting.count)
        let times = order.compactMap { waiting[$0] }
        #expect(times == times.sorted())
    }
}
