internal import Jobs

/// What all items of a run have in common.
package struct ItemPlan: Sendable {
    package var form: JobForm
    /// Whether the end of each job is waited for.
    package var waits: Bool
    package var selection: ResultSelection
    /// Nil when results are not written.
    package var folder: ResultFolder?
    /// Whether someone watches how far jobs are.
    package var isWatched: Bool

    package init(
        form: JobForm = JobForm(kind: JobKind.ocr.rawValue), waits: Bool, selection: ResultSelection = .usual,
        folder: ResultFolder? = nil, isWatched: Bool = false
    ) {
        self.form = form
        self.waits = waits
        self.selection = selection
        self.folder = folder
        self.isWatched = isWatched
    }

    /// How long the service is asked to hold back a request for a job in `state`, in seconds. While it runs, someone who
    /// watches wants to see it move.
    func holdSeconds(in state: JobState) -> Int {
        guard isWatched else { return 20 }
        return state == .processing ? 0 : 1
    }

    /// Between two looks at a job where the service does not hold back.
    var longestPause: Duration { isWatched ? .milliseconds(250) : .seconds(2) }
}
