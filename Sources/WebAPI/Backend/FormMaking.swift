import Jobs

/// Makes forms of recognised texts out of what the job has left.
protocol FormMaking: Sendable {
    /// Makes the file of `form` among the job's results.
    /// - Throws: `Problem`, with `.formUnavailable` where the job left too little for it.
    func make(_ form: ResultForm, of job: Job) throws(Problem)
}
