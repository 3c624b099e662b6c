import Foundation
import Jobs
import Synchronization
import TestSupport
import Testing

@testable import Client

@Suite struct ItemRunnerTests {
    private func item(_ folder: String, key: Item.Key = .fixed("k"), bytes: [UInt8] = [1]) throws
        -> Item
    {
        let path = "\(folder)/scan.png"
        try Data(bytes).write(to: URL(filePath: path))
        return Item(number: 1, source: .image(.file(path), key: key), base: "scan")
    }

    private func run(
        _ item: Item, _ fake: FakeService, _ plan: ItemPlan, patience: Int = 600
    ) -> (end: ItemEnd, stages: [ItemStage]) {
        let stages = Mutex<[ItemStage]>([])
        let runner = ItemRunner(service: RemoteService(fake, patience: patience), plan: plan) { _, stage in
            stages.withLock { $0.append(stage) }
        }
        let end = runner.run(item)
        return (end, stages.withLock { $0 })
    }

    @Test func `without waiting the job is all there is`() throws {
        try withTemporaryFolder { folder in
            let fake = FakeService()
            let (end, _) = run(try item(folder), fake, ItemPlan(waits: false))
            guard case .submitted(let job) = end else { throw Unexpected(end) }
            #expect(job.id == "job-1")
            #expect(fake.requests.count == 1)
        }
    }

    @Test func `with waiting the text is written under the image's name`() throws {
        try withTemporaryFolder { folder in
            let out = try ResultFolder(path: "\(folder)/out", replaces: false)
            let fake = FakeService(looks: 3)
            let (end, stages) = run(try item(folder), fake, ItemPlan(waits: true, folder: out))
            guard case .completed(_, let results) = end else { throw Unexpected(end) }
            #expect(results.map(\.path) == ["\(folder)/out/scan.txt"])
            #expect(
                try String(contentsOfFile: "\(folder)/out/scan.txt", encoding: .utf8) == "text.txt of job-1")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out") == ["scan.txt"])
            #expect(stages.first == .sending)
            #expect(fake.requests.filter { $0.headers["Prefer"] == "wait=20" }.count == 3)
        }
    }

    @Test func `a connection that breaks at every step changes nothing but the time`() throws {
        for place in 0..<5 {
            try withTemporaryFolder { folder in
                let fake = FakeService()
                let out = try ResultFolder(path: folder, replaces: false)
                fake.state.withLock {
                    // Faults are for requests one after the other: those before the place are answered.
                    $0.faults =
                        Array(repeating: .status(503, retryAfter: 0), count: place) + [
                            .answerLost, .unreachable,
                        ]
                }
                let (end, _) = run(try item(folder), fake, ItemPlan(waits: true, folder: out))
                guard case .completed = end else { throw Unexpected(end) }
                #expect(fake.jobCount == 1)
            }
        }
    }

    @Test func `between looks at a job there are pauses, which grow, unless the service holds back`() throws {
        try withTemporaryFolder { folder in
            let item = try item(folder)
            func pauses(_ time: FakeTime, holding: (@Sendable () -> Void)?) -> [Duration] {
                let service = RemoteService(FakeService(looks: 20, holding: holding), time)
                let runner = ItemRunner(service: service, plan: ItemPlan(waits: true)) { _, _ in }
                _ = runner.run(item)
                return time.pauses
            }
            let asking = pauses(FakeTime(), holding: nil)
            #expect(asking.count == 19)
            #expect(asking == asking.sorted() && asking.first == .milliseconds(100))
            #expect(asking.last == .seconds(2))
            let held = FakeTime()
            #expect(pauses(held, holding: { held.pass(.seconds(20)) }).isEmpty)
            // One that says so and answers at once is not asked without end.
            #expect(pauses(FakeTime(), holding: {}) == Array(repeating: .milliseconds(100), count: 19))
        }
    }

    @Test func `who watches a job that runs is not held back`() throws {
        try withTemporaryFolder { folder in
            let fake = FakeService(looks: 5)
            let (end, _) = run(try item(folder), fake, ItemPlan(waits: true, isWatched: true))
            guard case .completed = end else { throw Unexpected(end) }
            // It waits first, and runs when it is looked at.
            #expect(
                fake.requests.filter { $0.target.hasPrefix("/api/jobs/") }.map { $0.headers["Prefer"] } == [
                    "wait=1", nil, nil, nil, nil,
                ])
        }
    }

    @Test func `a failed job says why`() throws {
        try withTemporaryFolder { folder in
            let fake = FakeService(problem: "bad_image")
            let (end, _) = run(try item(folder), fake, ItemPlan(waits: true))
            guard case .failed(let problem, let job) = end else { throw Unexpected(end) }
            #expect(problem.code == .badImage)
            #expect(job?.id == "job-1")
            #expect(ExitStatus(of: [end]) == .someFailed)
        }
    }

    @Test func `a service that goes away for too long leaves the job known`() throws {
        try withTemporaryFolder { folder in
            let fake = FakeService(looks: 1000)
            fake.state.withLock { $0.faults = [] }
            let item = try item(folder)
            let service = RemoteService(fake, patience: 30)
            let runner = ItemRunner(service: service, plan: ItemPlan(waits: true)) { _, stage in
                guard case .waiting = stage else { return }
                fake.state.withLock { $0.faults = Array(repeating: .unreachable, count: 1000) }
            }
            let end = runner.run(item)
            guard case .failed(let problem, let job) = end else { throw Unexpected(end) }
            #expect(problem.code == .serviceNotReached)
            #expect(job?.id == "job-1")
            #expect(ExitStatus(of: [end]) == .notReached)
        }
    }

    @Test func `nothing is sent when the text's name is taken`() throws {
        try withTemporaryFolder { folder in
            try Data("mine".utf8).write(to: URL(filePath: "\(folder)/scan.txt"))
            let fake = FakeService()
            let out = try ResultFolder(path: folder, replaces: false)
            let (end, _) = run(try item(folder), fake, ItemPlan(waits: true, folder: out))
            guard case .failed(let problem, _) = end else { throw Unexpected(end) }
            #expect(problem.code == .resultExists)
            #expect(fake.requests.isEmpty)
            #expect(try String(contentsOfFile: "\(folder)/scan.txt", encoding: .utf8) == "mine")
        }
    }

    @Test func `a file that cannot be read is said, and nothing is sent`() {
        let fake = FakeService()
        let item = Item(
            number: 1, source: .image(.file("/nonexistent/scan.png"), key: .content), base: "scan")
        let (end, _) = run(item, fake, ItemPlan(waits: true))
        #expect(ExitStatus(of: [end]) == .someFailed)
        #expect(fake.requests.isEmpty)
    }

    @Test func `keys by content are the same for the same image and order alone`() throws {
        try withTemporaryFolder { folder in
            let fake = FakeService()
            let plan = ItemPlan(waits: false)
            _ = run(try item(folder, key: .content), fake, plan)
            _ = run(try item(folder, key: .content), fake, plan)
            #expect(fake.jobCount == 1)
            _ = run(try item(folder, key: .content, bytes: [2]), fake, plan)
            _ = run(
                try item(folder, key: .content), fake,
                ItemPlan(form: JobForm(kind: "ascii"), waits: false))
            #expect(fake.jobCount == 3)
        }
    }

    @Test func `formats choose among the results`() throws {
        try withTemporaryFolder { folder in
            for (words, names) in [
                (["words"], ["words.json"]), (["json"], ["words.json"]), (["tsv"], []),
                (["all"], ["text.txt", "words.json"]),
            ] as [([String], [String])] {
                let plan = ItemPlan(waits: true, selection: ResultSelection(words: words))
                let (end, _) = run(try item(folder), FakeService(), plan)
                guard case .completed(_, let results) = end else { throw Unexpected(end) }
                #expect(results.map(\.name) == names)
            }
        }
    }

    @Test func `a job of which only the id is known is called as the service calls its file`() throws {
        try withTemporaryFolder { folder in
            let fake = FakeService()
            _ = run(try item(folder), fake, ItemPlan(waits: false))
            let out = try ResultFolder(path: "\(folder)/out", replaces: false)
            let waiting = Item(number: 1, source: .job("job-1"), base: nil)
            _ = run(waiting, fake, ItemPlan(waits: true, folder: out))
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out") == ["sc?an.txt"])
        }
    }

    private struct Unexpected: Error {
        let end: ItemEnd
        init(_ end: ItemEnd) { self.end = end }
    }
}
