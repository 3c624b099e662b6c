internal import Client

/// Runs items with the progress, the report and the interruption that a command line has.
enum ItemTerminal {
    /// Whether someone watches.
    static func isThere(_ client: ClientOptions) -> Bool {
        ProgressTerminal(output: .standard, isWanted: !client.json).isThere
    }

    static func run(
        _ items: [Item], _ plan: ItemPlan, _ service: RemoteService, _ client: ClientOptions,
        _ parallel: Int
    ) -> ExitStatus {
        // Before any thread is made, for those take over what is held back.
        let interrupts = Interrupts()
        let output = ClientOutput.standard
        var session = ItemSession(
            items, plan: plan, service: service,
            report: ItemReport(output: output, isJSON: client.json, hasHeadings: items.count > 1),
            terminal: ProgressTerminal(output: output, isWanted: !client.json), interrupts: interrupts)
        return session.run(parallel: parallel)
    }
}
