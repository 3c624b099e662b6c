import Jobs
import Testing

@testable import Documents

@Suite("Job times")
struct JobTimesTests {
    private func times(_ state: JobState, started: Int64?, ended: Int64?, now: Int64 = 900) -> JobTimes {
        let submission = Submission(
            id: JobID(high: 0, low: 0), user: .guest, kind: .sleep, options: JobOptions(), image: nil,
            fileName: nil,
            submittedAt: Timestamp(milliseconds: 100))
        let job = Job(
            sequence: 1, submission: submission, state: state,
            startedAt: started.map(Timestamp.init(milliseconds:)),
            endedAt: ended.map(Timestamp.init(milliseconds:)))
        return JobTimes(job, now: Timestamp(milliseconds: now))
    }

    @Test("waiting goes on until a processor has the job")
    func waiting() {
        #expect(times(.pending, started: nil, ended: nil).waited == 800)
        #expect(times(.pending, started: nil, ended: nil).spent == 0)
        #expect(times(.processing, started: 300, ended: nil).waited == 200)
        #expect(times(.processing, started: 300, ended: nil).spent == 600)
    }

    @Test("a job that waits again after a lost attempt waits since it was submitted")
    func requeued() {
        #expect(times(.pending, started: 300, ended: nil).waited == 800)
        #expect(times(.pending, started: 300, ended: nil).spent == 0)
    }

    @Test("a settled job stands still, also when it never started")
    func settled() {
        #expect(times(.completed, started: 300, ended: 350).waited == 200)
        #expect(times(.completed, started: 300, ended: 350).spent == 50)
        #expect(times(.cancelled, started: nil, ended: 350).waited == 250)
        #expect(times(.cancelled, started: nil, ended: 350).spent == 0)
    }

    @Test("a clock that was set back gives no negative time")
    func clockSetBack() {
        #expect(times(.processing, started: 50, ended: nil, now: 20).waited == 0)
        #expect(times(.processing, started: 50, ended: nil, now: 20).spent == 0)
    }
}
