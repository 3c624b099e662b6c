import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct BatchesTests {
    private let id = JobID(high: 1, low: 1)
    private let time = Timestamp(milliseconds: 0)

    @Test func `A start waits for the next change, and goes with it`() {
        var batches = Batches<Int>()
        batches.append(.start(id, attempt: 1, at: time), notLaterThan: .seconds(2))
        #expect(batches.next(.seconds(1)) == nil)
        #expect(batches.retryTime == .seconds(2))
        batches.append(.becomeDue(id), for: [7])
        #expect(batches.next(.seconds(1))?.count == 2)
    }

    @Test func `A start waits no longer than it may, nor for later starts`() {
        var batches = Batches<Int>()
        batches.append(.start(id, attempt: 1, at: time), notLaterThan: .seconds(2))
        batches.append(.start(id, attempt: 2, at: time), notLaterThan: .seconds(9))
        #expect(batches.next(.seconds(2))?.count == 2)
    }

    @Test func `A start behind a change that is wanted now does not hold it up`() {
        var batches = Batches<Int>()
        batches.append(.becomeDue(id))
        batches.append(.start(id, attempt: 1, at: time), notLaterThan: .seconds(9))
        #expect(batches.next(.zero)?.count == 2)
    }

    @Test func `What the disk failed is sent again without further patience`() {
        var batches = Batches<Int>()
        batches.append(.start(id, attempt: 1, at: time), notLaterThan: .zero)
        #expect(batches.next(.zero) != nil)
        batches.append(.start(id, attempt: 2, at: time), notLaterThan: .seconds(100))
        _ = batches.fail(retryAt: .seconds(1))
        #expect(batches.retryTime == .seconds(1))
        #expect(batches.next(.seconds(1))?.count == 2)
    }
}
