internal import Jobs

/// What all errands of a run have in common.
package struct ErrandPlan: Sendable {
    package var form: JobForm
    /// Whether the end of each job is waited for.
    package var waits: Bool
    package var selection: ResultSelection
    /// Nil when results are not written.
    package var folder: ResultFolder?
    /// How long the service is asked to hold a request back, in seconds, and the longest pause between two looks at a
    /// job where it does not: shorter where someone watches.
    package var holdSeconds: Int
    package var longestPause: Duration

    package init(
        form: JobForm = JobForm(kind: JobKind.ocr.rawValue), waits: Bool, selection: ResultSelection = .usual,
        folder: ResultFolder? = nil, isWatched: Bool = false
    ) {
        self.form = form
        self.waits = waits
        self.selection = selection
        self.folder = folder
        holdSeconds = isWatched ? 1 : 20
        longestPause = isWatched ? .milliseconds(500) : .seconds(2)
    }
}
