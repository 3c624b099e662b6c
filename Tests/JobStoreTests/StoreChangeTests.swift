import Jobs
import TestSupport
import Testing

@testable import JobStore

@Suite struct StoreChangeTests {
    @Test func aSubmissionComesBackAsItWas() throws {
        let full = Submission(
            id: newID(), user: try user("a.b-c_d@e+f"), kind: .ascii, options: JobOptions(width: 80),
            image: InputImage(format: .jpeg, bytes: .max, width: 1 << 40, height: 1),
            fileName: "Größe 'x' \"📄\".jpg",
            submittedAt: Timestamp(milliseconds: -1), priority: try #require(Priority(-10)),
            requestID: RequestID(high: 1 << 63, low: 2))
        let bare = Submission(
            id: newID(), user: .guest, kind: .sleep, options: JobOptions(durationMilliseconds: 2000),
            image: nil,
            fileName: nil, submittedAt: noon)
        try withStore { writer, reader in
            try writer.commit([.submit(full), .submit(bare)])
            for (index, submission) in [full, bare].enumerated() {
                let job = try #require(try reader.job(submission.id, of: nil))
                #expect(job == Job(sequence: Int64(index) + 1, submission: submission, state: .pending))
            }
        }
    }

    @Test func `A priority outlives a retry and a restart`() throws {
        try withStorePath { path in
            var submission = submission()
            submission.priority = try #require(Priority(7))
            do {
                let writer = try StoreWriter(path: path)
                let failed = StoreChange.settle(
                    submission.id, .failed, at: noon, problem: Problem(.badImage, "No."), result: nil,
                    attempt: attempt(1, .failed(.badImage)))
                try writer.commit([.submit(submission), .start(submission.id), failed])
                let retried = try writer.commit([.retry(submission.id, by: submission.user)]).retried
                #expect(retried[submission.id]?.submission.priority.value == 7)
            }
            #expect(try StoreWriter(path: path).unsettled().jobs.map(\.submission.priority.value) == [7])
        }
    }

    @Test func `What was learned of costs comes back as it was last`() throws {
        try withStorePath { path in
            func cost(_ kind: JobKind, _ size: Int, _ count: Int) -> LearnedCost {
                LearnedCost(
                    ofJobs: .init(kind: kind, size: size), count: count, centre: -0.25 / Double(count),
                    spread: 0.125)
            }
            do {
                let writer = try StoreWriter(path: path)
                #expect(try writer.costs() == [])
                try writer.commit([.learn([cost(.ocr, 20, 1), cost(.ocr, 0, 1)])])
                try writer.commit([.learn([cost(.ocr, 20, 2), cost(.sleep, 0, 1)])])
            }
            #expect(
                try StoreWriter(path: path).costs() == [
                    cost(.ocr, 0, 1), cost(.ocr, 20, 2), cost(.sleep, 0, 1),
                ])
        }
    }

    @Test(arguments: JobKind.allCases)
    func everyKindComesBack(kind: JobKind) throws {
        var submission = submission()
        submission.kind = kind
        try withStore { writer, reader in
            try writer.commit([.submit(submission)])
            #expect(try reader.job(submission.id, of: nil)?.submission == submission)
        }
    }

    @Test func submittingAnIDAgainChangesNothing() throws {
        try withStore { writer, reader in
            let (id, other) = (newID(), newID())
            try writer.commit([.submit(submission(id)), .submit(submission(id)), .start(id)])
            let before = try reader.job(id, of: nil)
            try writer.commit([.submit(submission(id, of: try user("thief"))), .submit(submission(other))])
            #expect(try reader.job(id, of: nil) == before)
            #expect(before?.state == .processing)
            #expect(try reader.job(other, of: nil)?.sequence == 2)
        }
    }

    @Test func aStartedJobIsProcessingSinceThen() throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([
                .submit(submission(id)), .start(id, attempt: 1, at: Timestamp(milliseconds: 77)),
            ])
            let job = try #require(try reader.job(id, of: nil))
            #expect(job.state == .processing && job.attempts == 1)
            #expect(job.startedAt == Timestamp(milliseconds: 77) && job.endedAt == nil)
        }
    }

    @Test(arguments: [0, 1, 2])
    func anAttemptMustBeLaterThanThoseBefore(number: Int) throws {
        try withStore { writer, _ in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id, 2), .requeue(id, attempt(2, .lost))])
            #expect(storeError { try writer.commit([.start(id, number)]) }?.code == .illegalChange)
            try writer.commit([.start(id, 3)])
        }
    }

    @Test func aRequeuedJobIsPendingAndRemembersItsAttempt() throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id), .requeue(id, attempt(1, .signal(11)))])
            let job = try #require(try reader.job(id, of: nil))
            #expect(job.state == .pending && job.attempts == 1)
            #expect(try reader.attempts(of: id) == [attempt(1, .signal(11))])
        }
    }

    @Test func aCompletedJobHasItsResult() throws {
        let files = [ResultFile(name: "text.txt", bytes: 12), ResultFile(name: "words.json", bytes: .max)]
        let result = JobResult(value: #"{"size":"82kb"}"#, files: files)
        let end = Timestamp(milliseconds: 99)
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([
                .submit(submission(id)), .start(id),
                .settle(id, .completed, at: end, problem: nil, result: result, attempt: attempt(1)),
            ])
            let job = try #require(try reader.job(id, of: nil))
            #expect(
                job.state == .completed && job.result == result && job.problem == nil && job.endedAt == end)
            #expect(try reader.attempts(of: id) == [attempt(1)])
        }
    }

    @Test(arguments: [
        JobResult(), JobResult(value: "{}"), JobResult(files: [ResultFile(name: "a", bytes: 0)]),
    ])
    func anyResultComesBackAsItWas(result: JobResult) throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([
                .submit(submission(id)), .start(id),
                .settle(id, .completed, at: noon, problem: nil, result: result, attempt: nil),
            ])
            #expect(try reader.job(id, of: nil)?.result == result)
        }
    }

    @Test func aFailedJobHasItsProblemWithoutThePrivateDetail() throws {
        let problem = Problem(.badImage, "The image is broken.", privateDetail: "/secret/path")
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([
                .submit(submission(id)), .start(id),
                .settle(
                    id, .failed, at: noon, problem: problem, result: nil,
                    attempt: attempt(1, .failed(.badImage))),
            ])
            let job = try #require(try reader.job(id, of: nil))
            #expect(job.state == .failed && job.result == nil)
            #expect(job.problem == Problem(.badImage, "The image is broken."))
        }
    }

    @Test func attemptsComeInOrderWithEveryEnd() throws {
        let ends: [AttemptEnd] = [.signal(9), .exit(3), .lost, .failed(.machineTrouble), .completed]
        var attempts = ends.enumerated().map { attempt($0.offset + 1, $0.element) }
        attempts[2].cpuMilliseconds = nil
        attempts[2].peakMemoryKiB = nil
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id))])
            for attempt in attempts.dropLast() {
                try writer.commit([.start(id, attempt.number), .requeue(id, attempt)])
            }
            try writer.commit([
                .start(id, 5),
                .settle(id, .completed, at: noon, problem: nil, result: JobResult(), attempt: attempts[4]),
            ])
            #expect(try reader.attempts(of: id) == attempts)
            #expect(try reader.attempts(of: newID()) == [])
        }
    }

    @Test func anAttemptIsNotRecordedTwice() throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id), .requeue(id, attempt(1, .lost))])
            let error = storeError { try writer.commit([.start(id, 2), .requeue(id, attempt(1, .lost))]) }
            #expect(error?.code == .illegalChange && error?.change == 1)
            #expect(try reader.job(id, of: nil)?.attempts == 1)
        }
    }

    /// Every kind of change and the transition that it is.
    enum Change: CaseIterable {
        case start
        case requeue
        case complete
        case fail
        case cancel

        var transition: JobTransition {
            switch self {
            case .start: .start
            case .requeue: .requeue
            case .complete: .complete
            case .fail: .fail
            case .cancel: .cancel
            }
        }

        func change(of id: JobID) -> StoreChange {
            switch self {
            case .start: .start(id, 2)
            case .requeue: .requeue(id, attempt(1, .lost))
            case .complete: .settle(id, .completed, at: noon, problem: nil, result: JobResult(), attempt: nil)
            case .fail: .settle(id, .failed, at: noon, problem: nil, result: nil, attempt: nil)
            case .cancel: .settle(id, .cancelled, at: noon, problem: nil, result: nil, attempt: nil)
            }
        }
    }

    @Test(arguments: JobState.allCases, Change.allCases)
    func aChangeIsLegalExactlyWhereTheStateMachineSaysSo(state: JobState, change: Change) throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id))])
            try writer.execute("UPDATE jobs SET state = '\(state.rawValue)', attempts = 1")
            let error = storeError { try writer.commit([change.change(of: id)]) }
            let next = state.next(change.transition)
            #expect(error?.code == (next == nil ? .illegalChange : nil))
            #expect(try reader.job(id, of: nil)?.state == next ?? state)
        }
    }

    @Test(arguments: [JobState.scheduled, .pending, .processing])
    func aJobDoesNotSettleInAStateThatIsNotTerminal(state: JobState) throws {
        try withStore { writer, _ in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id)])
            let change = StoreChange.settle(id, state, at: noon, problem: nil, result: nil, attempt: nil)
            #expect(storeError { try writer.commit([change]) }?.code == .illegalChange)
        }
    }

    @Test(arguments: Change.allCases)
    func nothingHappensToAJobThatIsNotThere(change: Change) throws {
        try withStore { writer, _ in
            #expect(storeError { try writer.commit([change.change(of: newID())]) }?.code == .illegalChange)
        }
    }
}
