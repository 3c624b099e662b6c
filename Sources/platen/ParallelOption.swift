internal import ArgumentParser

/// How much goes on at once.
struct ParallelOption: ParsableArguments {
    @Option(help: ArgumentHelp("How many files or jobs are under way at once, 1 to 64.", valueName: "number"))
    var parallel = 8

    func validate() throws {
        guard (1...64).contains(parallel) else {
            throw ValidationError("--parallel is a number from 1 to 64.")
        }
    }
}
