/// What a forkserver holds in memory before it forks, and so what its processors can do.
package enum Equipment: String, CaseIterable, Hashable, Sendable {
    /// The models that reading text takes: every kind of job.
    case models
    /// Nothing: every kind but those that read text. Such a processor costs less to fork and to end.
    case bare

    package func serves(_ kind: JobKind) -> Bool {
        self == .models || (kind != .ocr && kind != .text)
    }
}
