/// One job as the supervisor gives it to a processor.
package struct Assignment: Hashable, Sendable {
    package var id: JobID
    /// Counts from 1.
    package var attempt: Int
    package var kind: JobKind
    package var options: JobOptions
    package var image: InputImage?
    /// For the log.
    package var requestID: RequestID?
    /// Idle processors that the job may use beside its own, until a `Loan` says otherwise.
    package var lent: Int

    /// Whether the job has files.
    package var hasInput: Bool { image != nil || options.textBytes != nil }

    package init(
        id: JobID, attempt: Int, kind: JobKind, options: JobOptions, image: InputImage?,
        requestID: RequestID? = nil, lent: Int = 0
    ) {
        self.id = id
        self.attempt = attempt
        self.kind = kind
        self.options = options
        self.image = image
        self.requestID = requestID
        self.lent = lent
    }
}
