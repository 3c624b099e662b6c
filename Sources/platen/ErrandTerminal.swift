internal import Client

/// Runs errands with the progress, the report and the interruption that a command line has.
enum ErrandTerminal {
    /// Whether someone watches.
    static func isThere(_ client: ClientOptions) -> Bool {
        ProgressTerminal(output: .standard, isWanted: !client.json).isThere
    }

    static func run(
        _ errands: [Errand], _ plan: ErrandPlan, _ service: RemoteService, _ client: ClientOptions,
        _ parallel: Int
    ) -> ExitStatus {
        // Before any thread is made, for those take over what is held back.
        let interrupts = Interrupts()
        let output = ClientOutput.standard
        var session = ErrandSession(
            errands, plan: plan, service: service,
            report: ErrandReport(output: output, isJSON: client.json, hasHeadings: errands.count > 1),
            terminal: ProgressTerminal(output: output, isWanted: !client.json), interrupts: interrupts)
        return session.run(parallel: parallel)
    }
}
