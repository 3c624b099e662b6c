package import Jobs

/// Several jobs: a page of the list, or what one request submitted.
package struct JobListDocument: Encodable {
    package let jobs: [JobDocument]
    /// Cursor of the next page; absent on the last.
    package var next: String?
    /// By the jobs' ids; only in the answer to a search.
    private var excerpts: [String: [Piece]]?

    private struct Piece: Encodable {
        var text: String
        /// Absent unless true.
        var hit: Bool?
    }

    package init(jobs: [JobDocument], next: String? = nil, excerpts: [JobID: Excerpt]? = nil) {
        self.jobs = jobs
        self.next = next
        self.excerpts = excerpts.map { found in
            let named = found.map { id, excerpt in
                (id.description, excerpt.pieces.map { Piece(text: $0.text, hit: $0.isHit ? true : nil) })
            }
            return Dictionary(uniqueKeysWithValues: named)
        }
    }
}
