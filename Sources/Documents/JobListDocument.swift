/// Several jobs: a page of the list, or what one request submitted.
package struct JobListDocument: Encodable {
    package let jobs: [JobDocument]
    /// Cursor of the next page; absent on the last.
    package var next: String?

    package init(jobs: [JobDocument], next: String? = nil) {
        self.jobs = jobs
        self.next = next
    }
}
