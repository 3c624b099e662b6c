/// Several jobs: a page of the list, or what one request submitted.
struct JobListDocument: Encodable {
    let jobs: [JobDocument]
    /// Cursor of the next page; absent on the last.
    var next: String?
}
