import Jobs

/// Values for property tests, different in every run; a failure shows the value itself.
enum RandomValues {
    static func id() -> JobID {
        JobID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    static func user() -> UserName {
        UserName(String((0..<Int.random(in: 1...64)).map { _ in userCharacters.randomElement() ?? "a" }))
            ?? .guest
    }

    static func options() -> JobOptions {
        JobOptions(
            width: Bool.random() ? nil : .random(in: 1...1000),
            durationMilliseconds: Bool.random() ? nil : .random(in: 0...3_600_000),
            style: Bool.random() ? nil : CharacterStyle.allCases.randomElement(),
            invert: Bool.random() ? nil : .random(),
            flip: Bool.random() ? nil : Flip.allCases.randomElement(),
            language: Bool.random() ? nil : Languages("deu+chi_sim+eng"),
            forms: Bool.random() ? nil : ResultForm.allCases.filter { _ in Bool.random() })
    }

    static func image() -> InputImage? {
        guard Bool.random() else { return nil }
        return InputImage(
            format: ImageFormat.allCases.randomElement() ?? .png, bytes: .random(in: 0 ... .max),
            width: .random(in: 0...Int(UInt32.max)), height: .random(in: 0...Int(UInt32.max)))
    }

    static func digest() -> ContentDigest? {
        ContentDigest(bytes: (0..<ContentDigest.byteCount).map { _ in .random(in: .min ... .max) })
    }

    static func key() -> SubmissionKey? {
        guard let digest = digest(), let fingerprint = self.digest() else { return nil }
        let name = String((1...Int.random(in: 1...64)).map { _ in nameCharacters.randomElement() ?? "a" })
        return SubmissionKey(
            digest: digest, fingerprint: fingerprint,
            clientID: Bool.random() ? nil : ClientJobID(name)?.of(image: .random(in: 1...1000)))
    }

    static func requestID() -> RequestID? {
        Bool.random() ? nil : RequestID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    static func kind() -> JobKind {
        JobKind.allCases.randomElement() ?? .ocr
    }

    static func text(bytes: Int) -> String {
        String((0..<Int.random(in: 0...bytes / 4)).map { _ in textCharacters.randomElement() ?? "a" })
    }

    static func submission() -> Submission {
        Submission(
            id: id(), user: user(), kind: kind(), options: options(), image: image(),
            digest: Bool.random() ? nil : digest(), fileName: Bool.random() ? nil : text(bytes: 255),
            submittedAt: Timestamp(milliseconds: .random(in: .min ... .max)),
            dueAt: Bool.random() ? nil : Timestamp(milliseconds: .random(in: .min ... .max)),
            deadlineAt: Bool.random() ? nil : Timestamp(milliseconds: .random(in: .min ... .max)),
            priority: Priority(.random(in: Priority.range)) ?? .normal,
            key: Bool.random() ? nil : key(), requestID: requestID(), webhook: Bool.random() ? nil : webhook()
        )
    }

    static func explanation() -> Explanation {
        func forecast() -> Explanation.Forecast {
            Explanation.Forecast(
                median: Timestamp(milliseconds: .random(in: .min ... .max)),
                late: Timestamp(milliseconds: .random(in: .min ... .max)))
        }
        var explanation = Explanation(
            state: JobState.allCases.randomElement() ?? .pending, share: .random(in: 0...1),
            processors: .random(in: 1...256), ownRunning: .random(in: 0...256), end: forecast())
        if Bool.random() {
            explanation.position = .random(in: 1...1_000_000)
            explanation.ownPosition = .random(in: 1...1_000_000)
            explanation.workAhead = .random(in: 0...1e9)
            explanation.start = forecast()
        }
        let reasons: [Explanation.Reason] = [
            .ownJobs(7), .otherUsers(1_000_000), .processors(256), .mostRunning(1), .scheduled, .retrying,
            .noProcessor, .disk, .stopping, .running,
        ]
        explanation.reasons = Array(reasons.shuffled().prefix(.random(in: 0...Explanation.reasonLimit)))
        return explanation
    }

    static func webhook() -> Webhook? {
        Webhook(
            "https://\(Int.random(in: 0...9999)).example.org:\(Int.random(in: 1...65535))/hook?a=\(Int.random(in: 0...9))"
        )
    }

    static func assignment() -> Assignment {
        Assignment(
            id: id(), attempt: .random(in: 1...1000), kind: kind(), options: options(), image: image(),
            requestID: requestID(), lent: .random(in: 0...255))
    }

    static func outcome() -> Outcome {
        guard Bool.random() else { return .failed(.badImage, detail: text(bytes: 500)) }
        let files = (0..<Int.random(in: 0...5)).map {
            ResultFile(name: "file-\($0).txt", bytes: .random(in: 0 ... .max))
        }
        return .completed(JobResult(value: Bool.random() ? nil : text(bytes: 400), files: files))
    }

    static func report() -> Report {
        let progress = JobProgress(
            stage: Stage.allCases.randomElement() ?? .starting, fraction: .random(in: 0...1))
        return Report(
            outcome: outcome(), cpuMilliseconds: .random(in: 0 ... .max),
            peakMemoryKiB: .random(in: 0 ... .max), progress: Bool.random() ? nil : progress)
    }

    private static let userCharacters: [Character] = Array(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@+")
    private static let nameCharacters: [Character] = Array("abzABZ019:~-")
    private static let textCharacters: [Character] = Array("aZ09 .,'\"<>&%ßéλЖ字📄")
}
