import Jobs

/// What a request that waits leaves behind for whoever answers it.
struct ParkedNote: Hashable {
    let jobs: [JobID]
    let wait: WaitPreference
    /// Whether all of it was there before, by an earlier request with the same key.
    var isReplayed = false

    /// In the form of a query.
    var text: String {
        let ids = jobs.map(\.description).joined(separator: ".")
        return "jobs=\(ids)&wait=\(wait.seconds)&replayed=\(isReplayed)"
    }

    init(jobs: [JobID], wait: WaitPreference, isReplayed: Bool = false) {
        (self.jobs, self.wait, self.isReplayed) = (jobs, wait, isReplayed)
    }

    /// Nil for text that `text` does not give.
    init?(_ text: String) {
        let fields = FormFields.parse(text)
        let ids = (fields["jobs"] ?? "").split(separator: ".").map { JobID($0) }
        guard let wait = WaitPreference("wait=\(fields["wait"] ?? "")"), !ids.isEmpty, !ids.contains(nil)
        else { return nil }
        self.init(jobs: ids.compactMap(\.self), wait: wait, isReplayed: fields["replayed"] == "true")
    }
}
