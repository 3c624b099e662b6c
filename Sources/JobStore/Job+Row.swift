import Foundation
import GRDB
import Jobs

extension Job {
    /// The job of a row in the order of columns of `JobRows`.
    /// - Throws: `StoreError` with `.malformedRow`.
    init(row: Row) throws {
        let sequence: Int64 = row[0]
        self.init(
            sequence: sequence, submission: try Submission(row: row),
            state: try row.text(11, JobState.init(rawValue:)),
            attempts: row[12], tally: try row.tally(25), startedAt: row.time(13), endedAt: row.time(14),
            problem: row.problem(15),
            result: try row.result(17))
    }
}

extension Submission {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.jobID(1), user: try row.text(2, UserName.init(_:)),
            kind: try row.text(3, JobKind.init(rawValue:)), options: try StoredJSON.options(row[4]),
            image: try row.image(5), digest: try row.digest(20), fileName: nil,
            submittedAt: Timestamp(milliseconds: row[10]),
            dueAt: row.time(19), deadlineAt: row.time(24), priority: row.priority(28), key: try row.key(21), requestID: row.requestID(26),
            webhook: row.webhook(27))
        // Made fit for display before it was stored: `init` doing so again would be most of the cost.
        fileName = row[9]
    }
}

extension Attempt {
    /// The attempt of a row in the order of columns of `JobRows`.
    /// - Throws: `StoreError` with `.malformedRow`.
    init(row: Row) throws {
        self.init(
            number: row[0], startedAt: Timestamp(milliseconds: row[1]),
            endedAt: Timestamp(milliseconds: row[2]),
            end: try row.text(3, AttemptEnd.init(text:)), cpuMilliseconds: row[4], peakMemoryKiB: row[5],
            progress: row.progress(6))
    }
}

extension LearnedCost {
    /// The record of a row in the order of columns of `JobRows`.
    /// - Throws: `StoreError` with `.malformedRow`.
    init(row: Row) throws {
        self.init(
            ofJobs: Class(kind: try row.text(0, JobKind.init(rawValue:)), size: row[1]), count: row[2],
            centre: row[3], spread: row[4])
    }
}

extension QuarantineRecord {
    /// The record of a row in the order of columns of `JobRows`.
    /// - Throws: `StoreError` with `.malformedRow`.
    init(row: Row) throws {
        guard let digest = try row.digest(0) else {
            throw StoreError(.malformedRow, "no digest in row \(row)")
        }
        self.init(
            content: Content(digest: digest, kind: try row.text(1, JobKind.init(rawValue:))),
            firstSeen: Timestamp(milliseconds: row[2]), deaths: row[3],
            lastEnd: try row.text(4, AttemptEnd.init(text:)))
    }
}

/// Columns that hold more than a number or text. The tables are strict, so that a column has its declared type.
extension Row {
    func text<Value>(_ index: Int, _ make: (String) -> Value?) throws -> Value {
        let text: String = self[index]
        guard let value = make(text) else {
            throw StoreError(.malformedRow, "'\(text)' is no \(Value.self) in row \(self)")
        }
        return value
    }

    func jobID(_ index: Int) throws -> JobID {
        let id = try withUnsafeData(atIndex: index) { $0.flatMap { JobID(bytes: $0.span) } }
        guard let id else { throw StoreError(.malformedRow, "no job id in row \(self)") }
        return id
    }

    fileprivate func digest(_ index: Int) throws -> ContentDigest? {
        guard !hasNull(atIndex: index) else { return nil }
        let digest = try withUnsafeData(atIndex: index) { $0.flatMap { ContentDigest(bytes: $0.span) } }
        guard let digest else { throw StoreError(.malformedRow, "no digest in row \(self)") }
        return digest
    }

    /// Nil also for a value that is none: it is there for the log alone.
    fileprivate func requestID(_ index: Int) -> RequestID? {
        guard !hasNull(atIndex: index) else { return nil }
        return (try? withUnsafeData(atIndex: index) { $0.flatMap { RequestID(bytes: $0.span) } }) ?? nil
    }

    /// From three columns.
    fileprivate func key(_ index: Int) throws -> SubmissionKey? {
        guard let key = try digest(index), let fingerprint = try digest(index + 1) else { return nil }
        let name: String? = self[index + 2]
        return SubmissionKey(
            digest: key, fingerprint: fingerprint, clientID: name.flatMap { ClientJobID(stored: $0) })
    }

    func time(_ index: Int) -> Timestamp? {
        let milliseconds: Int64? = self[index]
        return milliseconds.map { Timestamp(milliseconds: $0) }
    }

    /// From the ends of attempts, separated by spaces; null where there were none.
    fileprivate func tally(_ index: Int) throws -> AttemptTally {
        var tally = AttemptTally()
        guard let ends: String = self[index] else { return tally }
        for text in ends.split(separator: " ") {
            guard let end = AttemptEnd(text: String(text)) else {
                throw StoreError(.malformedRow, "'\(text)' is no end of an attempt in row \(self)")
            }
            tally.count(end)
        }
        return tally
    }

    fileprivate func priority(_ index: Int) -> Priority { Priority(self[index] as Int) ?? .normal }

    fileprivate func webhook(_ index: Int) -> Webhook? {
        let url: String? = self[index]
        return url.flatMap { Webhook($0) }
    }

    /// From two columns.
    fileprivate func progress(_ index: Int) -> JobProgress? {
        guard let stage: UInt32 = self[index], let fraction: Double = self[index + 1] else { return nil }
        return JobProgress(stage: stage, progress: fraction)
    }

    /// From four columns.
    fileprivate func image(_ index: Int) throws -> InputImage? {
        guard !hasNull(atIndex: index) else { return nil }
        return InputImage(
            format: try text(index, ImageFormat.init(rawValue:)), bytes: self[index + 1],
            width: self[index + 2],
            height: self[index + 3])
    }

    /// From two columns.
    fileprivate func problem(_ index: Int) -> Problem? {
        guard let code: String = self[index], let detail: String = self[index + 1] else { return nil }
        return Problem(Problem.Code(rawValue: code), detail)
    }

    /// From two columns.
    fileprivate func result(_ index: Int) throws -> JobResult? {
        guard let files: String = self[index + 1] else { return nil }
        return JobResult(value: self[index], files: try StoredJSON.files(files))
    }
}
