import Jobs
import TestSupport
import Testing

@testable import Supervision

@Suite struct ActiveJobsTests {
    private static let users = ["alice", "bob", "a user whose name is longer than a word"].compactMap(
        UserName.init)

    private static func job(using random: inout SplitMix64) -> ActiveJob {
        let image = InputImage(
            format: Bool.random(using: &random) ? .png : .jpeg,
            bytes: [0, 70_000, Int64(UInt32.max), Int64.max].randomElement(using: &random) ?? 1,
            width: [1, 70_000, Int(UInt32.max), Int(UInt32.max) + 1].randomElement(using: &random) ?? 1,
            height: 2)
        let options = [
            JobOptions(), JobOptions(width: 80), JobOptions(durationMilliseconds: 3_600_000),
            JobOptions(width: 5, durationMilliseconds: 6), JobOptions(prepare: Preparing.none),
            JobOptions(segmentation: .block), JobOptions(width: 5, style: .braille),
            JobOptions(flip: .pixels),
        ]
        var tally = AttemptTally()
        if Int.random(in: 0..<8, using: &random) == 0 { tally.count(.signal(11)) }
        return ActiveJob(
            user: users.randomElement(using: &random) ?? .guest,
            kind: JobKind.allCases.randomElement(using: &random) ?? .ocr,
            options: options.randomElement(using: &random) ?? JobOptions(),
            image: Bool.random(using: &random) ? image : nil,
            sequence: .random(in: 1 ... .max, using: &random),
            cost: .random(in: 0...100, using: &random), day: DayMark(.random(in: 0...255, using: &random)),
            attempts: [0, 3, 65_536].randomElement(using: &random) ?? 0, tally: tally,
            digest: Bool.random(using: &random) ? ContentDigest(bytes: (0..<32).map { UInt8($0) }) : nil,
            requestID: Bool.random(using: &random)
                ? RequestID(
                    high: .random(in: 0...1, using: &random), low: .random(in: 1 ... .max, using: &random))
                : nil,
            wait: .random(in: 0 ... .max, using: &random))
    }

    @Test func `Jobs come back as they were put in, whatever fits a row, and are counted by user`() {
        var (jobs, model, random) = (ActiveJobs(), [JobID: ActiveJob](), SplitMix64(state: 11))
        for _ in 0..<30_000 {
            let id = JobID(high: 1, low: .random(in: 0..<9_000, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let removed = jobs.removeValue(forKey: id)
                #expect(removed == model.removeValue(forKey: id))
            case 1:
                jobs[id]?.attempts += 1
                model[id]?.attempts += 1
            default:
                let job = Self.job(using: &random)
                jobs[id] = job
                model[id] = job
            }
            #expect(jobs[id] == model[id])
        }
        #expect(model.allSatisfy { jobs[$0.key] == $0.value })
        for user in Self.users { #expect(jobs.count(of: user) == model.values.count { $0.user == user }) }
        for id in model.keys { jobs[id] = nil }
        #expect(jobs.userCount == 0)
    }

    @Test func `A row is small`() {
        #expect(MemoryLayout<CompactJob>.stride <= 104)
    }
}
