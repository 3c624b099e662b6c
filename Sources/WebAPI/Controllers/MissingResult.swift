import Jobs

/// `GET /results/{id}/{file}` where nginx finds no file: a form of a recognised text is made then, and nginx serves it
/// like any other; else it is 410 for a job whose time is over, and 404.
struct MissingResult: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        if let id = JobID(arguments["id"]) {
            if let form = ResultForm(fileName: arguments["file"]), let job = try recognised(id) {
                try backend.forms.make(form, of: job)
                return .handedOver(to: "/results/\(id)/\(form.fileName)")
            }
            if try backend.jobs.isGone(id) { throw .gone }
        }
        throw Problem(
            .unknownJob, "There is no such result: the job is unknown, or has no file of this name.")
    }

    /// The job, if it has left words.
    private func recognised(_ id: JobID) throws(Problem) -> Job? {
        guard let job = try backend.jobs.job(id), job.state == .completed,
            job.result?.files.contains(where: { $0.name == WordsFile.name }) ?? false
        else { return nil }
        return job
    }
}
