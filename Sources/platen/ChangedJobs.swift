internal import ArgumentParser
internal import Client
internal import Jobs

/// Jobs of a command line, one after the other: what fails for one does not keep the others from it.
struct ChangedJobs {
    let jobs: [String]
    let client: ClientOptions

    /// Prints what `body` says of each job.
    /// - Throws: `ExitCode`, unless all went well.
    func forEach(_ body: (RemoteService, String) throws(Problem) -> String) throws(ExitCode) {
        try ClientOptions.run { () throws(Problem) in
            let service = try client.service()
            var ends: [ErrandEnd] = []
            for id in jobs {
                do throws(Problem) {
                    ClientOutput.standard.line(try body(service, id))
                } catch {
                    let place = "\(id.onOneLine): \(error.detail.onOneLine)"
                    ClientOutput.standard.remark("\(place) (\(error.code.rawValue))\n")
                    ends.append(.failed(error, nil))
                }
            }
            return ExitStatus(of: ends)
        }
    }
}
