/// Some bytes and what is done with them: what a processor may die of, whoever sends it.
package struct Content: Hashable, Sendable {
    package let digest: ContentDigest
    package let kind: JobKind

    package init(digest: ContentDigest, kind: JobKind) {
        self.digest = digest
        self.kind = kind
    }
}

extension Submission {
    /// Nil for a job without content, and for one older than digests.
    package var content: Content? { digest.map { Content(digest: $0, kind: kind) } }
}

extension AttemptEnd {
    /// Whether the processor died of what it worked on. Kills and signals that people send come from outside; time
    /// limits depend on the machine's load; trouble and messages that cannot be read are the service's own.
    package var isDeathByContent: Bool {
        switch self {
        case .signal(let number): ![1, 2, 3, 9, 15, 24].contains(number)
        case .exit(let status):
            status != ProcessorExitStatus.trouble && status != ProcessorExitStatus.malformedMessage
        case .limit(let code): code == .memoryLimit
        case .completed, .failed, .lost, .handedBack, .cancelled: false
        }
    }
}
