internal import Foundation
package import Jobs

/// A job as the service describes it.
package struct RemoteJob: Hashable, Sendable {
    package let id: String
    package let state: JobState
    package let kind: String
    package let fileName: String?
    package let stage: String?
    /// From 0 to 1, while a processor says so.
    package let progress: Double?
    package let createdAt: String
    package let waitedMilliseconds: Int64
    package let spentMilliseconds: Int64
    package let attempts: Int
    /// Among the user's own jobs.
    package let priority: Int
    /// Why it has not ended; nil for one that has.
    package let explanation: Explanation?
    package let files: [File]
    /// Why it failed.
    package let problem: Problem?
    /// The job's own answer, as JSON.
    package let result: String?
    /// All that the service said, as one line of JSON.
    package let document: String

    /// When a job will begin and end, and what would change that.
    package struct Explanation: Hashable, Sendable, Decodable {
        /// Among the user's own that wait, from 1; nil for one that does not wait in the queue.
        package let own_position: Int?
        package let share: Double
        package let work_ahead_seconds: Double?
        package let predicted_start: String?
        package let predicted_start_p90: String?
        package let predicted_end: String
        package let predicted_end_p90: String
        package let changes: [String]
    }

    /// A file that the job made.
    package struct File: Hashable, Sendable, Decodable {
        package let name: String
        package let url: String
    }

    /// - Throws: `Problem` with `.answerNotUnderstood`.
    package init(json: [UInt8]) throws(Problem) {
        do {
            let data = Data(json)
            let fields = try JSONDecoder().decode(Fields.self, from: data)
            guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any],
                let state = JobState(rawValue: fields.state)
            else { throw Problem.notUnderstood }
            self.init(
                fields, state: state, result: try object["result"].map { try Self.line(of: $0) },
                document: try Self.line(of: object))
        } catch {
            throw Problem.notUnderstood
        }
    }

    private init(_ fields: Fields, state: JobState, result: String?, document: String) {
        id = fields.id
        self.state = state
        kind = fields.kind
        fileName = fields.file_name
        stage = fields.stage
        progress = fields.progress
        createdAt = fields.created_at ?? ""
        waitedMilliseconds = fields.waited_ms ?? 0
        spentMilliseconds = fields.spent_ms ?? 0
        attempts = fields.attempts ?? 0
        priority = fields.priority ?? 0
        explanation = fields.explain
        files = fields.files ?? []
        problem = fields.problem.map { Problem(Problem.Code(rawValue: $0.code), $0.detail) }
        self.result = result
        self.document = document
    }

    /// Of a `{"jobs": […], "next": …}`.
    /// - Throws: `Problem` with `.answerNotUnderstood`.
    static func page(json: [UInt8]) throws(Problem) -> (jobs: [RemoteJob], next: String?) {
        do {
            guard let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
                let jobs = object["jobs"] as? [Any]
            else { throw Problem.notUnderstood }
            return (
                try jobs.map { try RemoteJob(json: Array(try line(of: $0).utf8)) }, object["next"] as? String
            )
        } catch {
            throw Problem.notUnderstood
        }
    }

    private static func line(of value: Any) throws -> String {
        let options: JSONSerialization.WritingOptions = [
            .sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed,
        ]
        return String(
            decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
    }

    /// The fields by their names in JSON.
    private struct Fields: Decodable {
        let id: String
        let state: String
        let kind: String
        let file_name: String?
        let stage: String?
        let progress: Double?
        let created_at: String?
        let waited_ms: Int64?
        let spent_ms: Int64?
        let attempts: Int?
        let priority: Int?
        let explain: Explanation?
        let files: [File]?
        let problem: ProblemFields?
    }

    private struct ProblemFields: Decodable {
        let code: String
        let detail: String
    }
}

extension Problem {
    /// Something answered that does not speak as the service does.
    static let notUnderstood = Problem(
        .answerNotUnderstood, "What answered does not speak as Platen does. Is PLATEN_URL right?")
}
