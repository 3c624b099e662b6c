import Jobs

extension JobID {
    /// The job that a path names.
    /// - Throws: `Problem` with `.invalidID`.
    init(arguments: PathArguments) throws(Problem) {
        guard let id = JobID(arguments["id"]) else {
            throw Problem(.invalidID, "A job's id has the form 01234567-89ab-7cde-8f01-23456789abcd.")
        }
        self = id
    }
}
