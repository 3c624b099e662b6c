import Jobs

/// Makes of the progress of one page that of a job with several.
struct PageMonitor: JobMonitor {
    private let whole: any JobMonitor
    private let index: Int
    private let count: Int

    /// The share of the job that its pages are.
    static let span = 0.97

    init(_ whole: any JobMonitor, page index: Int, of count: Int) {
        self.whole = whole
        self.index = index
        self.count = count
    }

    func update(_ stage: Stage, progress: Double) {
        whole.update(stage, progress: Self.span * (Double(index) + min(1, progress)) / Double(count))
    }

    var isGivenUp: Bool { whole.isGivenUp }
}
