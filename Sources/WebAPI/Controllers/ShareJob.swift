import Jobs

/// `POST /api/jobs/{id}/share`: links to the job's result files, or to the one that the body names, for people who do not
/// sign in. They count for a time, for as long as the job is there, and cannot be called back singly.
struct ShareJob: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.job(arguments["id"], for: request)
        let (file, seconds) = try wish(request)
        let names = try names(of: job, file)
        let expires = backend.now().milliseconds / 1000 + Int64(seconds)
        let key = try backend.accounts.shareKey()
        let links = names.map { name in
            ShareDocument.Link(
                name: name, url: ShareLink(job: job.id, file: name, expires: expires).url(key: key))
        }
        let end = Timestamp(milliseconds: expires * 1000)
        return try .json(status: 201, ShareDocument(expiresAt: end.rfc3339, links: links))
    }

    /// Which file, nil for all, and for how long. A request without a body wants what is usual.
    private func wish(_ request: Request) throws(Problem) -> (file: String?, seconds: Int) {
        let fields: JSONFields
        do throws(Problem) {
            fields = try JSONFields(
                request, known: ["file", "expires_in"], example: #"{"file": "text.txt", "expires_in": 3600}"#)
        } catch  where error.code == .emptyBody {
            return (nil, ShareLink.usualSeconds)
        }
        let seconds = try fields.number("expires_in") ?? Double(ShareLink.usualSeconds)
        let range = ShareLink.secondsRange
        guard let whole = Int(exactly: seconds), range.contains(whole) else {
            throw Problem(
                .invalidOption,
                "expires_in is a whole number of seconds from \(range.lowerBound) to \(range.upperBound).")
        }
        return (try fields.text("file"), whole)
    }

    private func names(of job: Job, _ file: String?) throws(Problem) -> [String] {
        let results = (job.result?.files ?? []).map(\.name)
        guard let file else { return results }
        let input = job.submission.image.map { "input.\($0.format.fileExtension)" }
        guard results.contains(file) || file == input else {
            throw Problem(.unknownJob, "The job has no file of this name. Look at its files.")
        }
        return [file]
    }
}
