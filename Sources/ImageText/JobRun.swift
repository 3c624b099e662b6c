package import Jobs

/// One job as its `Work` sees it.
package struct JobRun {
    package let assignment: Assignment
    /// Path of the image; names no file for kinds without one.
    package let inputPath: String
    /// Path of the text that the job is about; nil without one.
    package let textPath: String?
    package let limits: ImageLimits
    package let results: any ResultSink
    package let monitor: any JobMonitor

    package init(
        assignment: Assignment, inputPath: String, textPath: String? = nil, limits: ImageLimits,
        results: any ResultSink,
        monitor: any JobMonitor
    ) {
        self.assignment = assignment
        self.inputPath = inputPath
        self.textPath = textPath
        self.limits = limits
        self.results = results
        self.monitor = monitor
    }
}
