import Foundation
import GRDB
import Jobs
import Testing

@testable import JobStore

@Suite struct DeliveryTests {
    @Test func theEndOfAJobWithAWebhookIsADeliveryDueAtOnce() throws {
        try withStore { writer, reader in
            let id = try writer.addEnded("https://example.org/hook")
            let delivery = try #require(try reader.deliveries(of: id).first)
            #expect(delivery.state == .completed && delivery.endedAt == noon && delivery.tries == 0)
            #expect(delivery.nextAt == noon && delivery.deliveredAt == nil && delivery.job == id)
            #expect(delivery.webhook.url == "https://example.org/hook")
            #expect(try reader.deliveryHosts() == [DeliveryHost(name: "example.org", nextAt: noon)])
            #expect(try reader.dueDeliveries(to: "example.org", at: noon, limit: 5) == [delivery])
            #expect(try reader.job(id, of: nil)?.submission.webhook == delivery.webhook)
        }
    }

    @Test func theCommitSaysHowManyDeliveriesItMade() throws {
        try withStore { writer, _ in
            let (told, untold) = (submission(webhook: "https://a.example/"), submission())
            let result = try writer.commit([
                .submit(told), .submit(untold), .start(told.id), .start(untold.id), .complete(told.id),
                .complete(untold.id),
            ])
            #expect(result.deliveries == 1)
        }
    }

    @Test func aTriedDeliveryIsDueLaterAndItsTryIsKept() throws {
        try withStore { writer, reader in
            let id = try writer.addEnded("https://example.org/")
            let number = try #require(try reader.deliveries(of: id).first?.number)
            let attempt = DeliveryTry(at: later(10), tookMilliseconds: 20, status: 500, failure: .refused)
            try writer.commit([.recordTry(delivery: number, attempt, next: later(5000))])
            let delivery = try #require(try reader.deliveries(of: id).first)
            #expect(delivery.tries == 1 && delivery.nextAt == later(5000) && delivery.deliveredAt == nil)
            #expect(try reader.tries(of: number) == [attempt])
            #expect(try reader.dueDeliveries(to: "example.org", at: later(4999), limit: 5).isEmpty)
            #expect(try reader.dueDeliveries(to: "example.org", at: later(5000), limit: 5) == [delivery])
        }
    }

    @Test func aDeliveryThatWasTakenIsDueNoMoreUntilItIsWantedAgain() throws {
        try withStore { writer, reader in
            let id = try writer.addEnded("https://example.org/")
            let number = try #require(try reader.deliveries(of: id).first?.number)
            let attempt = DeliveryTry(at: later(10), tookMilliseconds: 20, status: 204)
            try writer.commit([.recordTry(delivery: number, attempt, next: nil)])
            #expect(try reader.deliveries(of: id).first?.deliveredAt == later(30))
            #expect(try reader.deliveryHosts().isEmpty)
            let again = StoreChange.redeliver(id, delivery: number, by: .guest, at: later(99))
            let result = try writer.commit([again])
            #expect(result.redelivered == [number] && result.deliveries == 1)
            #expect(try reader.deliveries(of: id).first?.nextAt == later(99))
        }
    }

    @Test func onlyTheOwnerHasADeliveryMadeAgain() throws {
        try withStore { writer, reader in
            let id = try writer.addEnded("https://example.org/")
            let other = try writer.addEnded("https://example.org/")
            let number = try #require(try reader.deliveries(of: id).first?.number)
            let result = try writer.commit([
                .redeliver(id, delivery: number, by: try user("eve"), at: later(9)),
                .redeliver(other, delivery: number, by: .guest, at: later(9)),
                .redeliver(id, delivery: 999, by: .guest, at: later(9)),
            ])
            #expect(result.redelivered.isEmpty && result.deliveries == 0)
        }
    }

    @Test func deliveriesGoWithTheirJobAndATryThatComesLaterIsPassedOver() throws {
        try withStore { writer, reader in
            let id = try writer.addEnded("https://example.org/")
            let number = try #require(try reader.deliveries(of: id).first?.number)
            try writer.commit([.delete(id, by: .guest)])
            try writer.commit([
                .recordTry(delivery: number, DeliveryTry(at: noon, tookMilliseconds: 1), next: nil)
            ])
            #expect(try reader.deliveryHosts().isEmpty)
            #expect(try writer.integers("SELECT count(*) FROM delivery_tries") == [0])
        }
    }

    @Test func eachEndOfAJobThatIsDoneAgainIsNews() throws {
        try withStore { writer, reader in
            let job = submission(webhook: "https://example.org/")
            try writer.commit([
                .submit(job), .settle(job.id, .cancelled, at: noon, problem: nil, result: nil, attempt: nil),
                .retry(job.id, by: .guest), .start(job.id),
                .settle(job.id, .failed, at: later(7), problem: nil, result: nil, attempt: nil),
            ])
            let told = try reader.deliveries(of: job.id)
            #expect(told.map(\.state) == [.cancelled, .failed])
            #expect(told.map(\.endedAt) == [noon, later(7)])
        }
    }

    @Test func hostsStandInTheOrderOfTheirFirstDelivery() throws {
        try withStore { writer, reader in
            for (url, time) in [("https://c/", 3), ("https://a/", 2), ("https://b/", 1), ("https://a/", 9)] {
                _ = try writer.addEnded(url, at: later(Int64(time)))
            }
            #expect(try reader.deliveryHosts().map(\.name) == ["b", "a", "c"])
            #expect(try reader.deliveryHosts().map(\.nextAt) == [later(1), later(2), later(3)])
        }
    }

    @Test func lookingForDeliveriesReadsTheIndexOfThemAlone() throws {
        try withStore { writer, _ in
            for sql in [DeliveryRows.hostsSQL, "SELECT * FROM deliveries \(DeliveryRows.dueSQL)"] {
                let plan = try writer.plan(of: sql, sql.contains("?") ? ["a", 1, 1] : [])
                let scans = plan.filter { $0.contains("deliveries") }
                #expect(!scans.isEmpty && scans.allSatisfy { $0.contains("deliveries_due") }, "\(plan)")
            }
        }
    }

    @Test func timesOfDeliveriesMoveWithTheClock() throws {
        try withStore { writer, reader in
            let id = try writer.addEnded("https://example.org/")
            try writer.commit([.moveTimes(milliseconds: 50)])
            #expect(try reader.deliveries(of: id).first?.nextAt == later(50))
        }
    }
}

private func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: noon.milliseconds + milliseconds)
}

private func submission(webhook url: String) -> Submission {
    var job = submission()
    job.webhook = Webhook(url)
    return job
}

extension StoreWriter {
    fileprivate func addEnded(_ url: String, at time: Timestamp = noon) throws -> JobID {
        let job = submission(webhook: url)
        try commit([
            .submit(job), .start(job.id),
            .settle(job.id, .completed, at: time, problem: nil, result: JobResult(), attempt: attempt(1)),
        ])
        return job.id
    }
}
