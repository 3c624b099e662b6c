/// How many idle processors a job may use beside its own from now on; told to its processor while it runs.
package struct Loan: Hashable, Sendable {
    package var processors: Int

    package init(processors: Int) {
        self.processors = processors
    }
}
