internal import Jobs

/// A run of items as people see it: progress while they are under way, a report of each end, and what to do about
/// those that an interruption leaves behind. Runs on the thread that made `Interrupts`.
package struct ItemSession {
    private static let look = Duration.milliseconds(50)

    private let service: RemoteService
    private let items: [Item]
    private let plan: ItemPlan
    private let report: ItemReport
    private let interrupts: Interrupts
    private let board = ItemBoard()
    private var terminal: ProgressTerminal
    private var ends: [ItemEnd] = []
    private var trouble: String?

    /// `plan` is that of all `items`, whose ends `report` writes.
    package init(
        _ items: [Item], plan: ItemPlan, service: RemoteService, report: ItemReport,
        terminal: ProgressTerminal, interrupts: Interrupts
    ) {
        self.items = items
        self.plan = plan
        self.service = service
        self.report = report
        self.terminal = terminal
        self.interrupts = interrupts
    }

    /// Does the items, at most `parallel` at a time.
    package mutating func run(parallel: Int) -> ExitStatus {
        let board = board
        let runner = ItemRunner(service: service, plan: plan) { board.note($0, $1) }
        let pool = ItemPool(threads: min(parallel, items.count), board: board) { runner.run($0) }
        pool.add(items)
        while ends.count < items.count {
            let isInterrupted = interrupts.came(within: Self.look)
            show(pool)
            if isInterrupted { return leave(pool) }
        }
        terminal.clear()
        return ExitStatus(of: ends)
    }

    private mutating func show(_ pool: ItemPool) {
        let ended = board.takeEnded()
        if !ended.isEmpty { terminal.clear() }
        for entry in ended {
            report.write(entry)
            ends.append(entry.end)
        }
        guard terminal.isThere else { return tellTrouble() }
        let failed = ends.count { if case .failed = $0 { true } else { false } }
        let size = terminal.size
        terminal.draw(
            ProgressLines(columns: size.columns, rows: size.rows).lines(
                board.underWay, done: ends.count - failed, failed: failed, toCome: pool.waitingCount))
    }

    /// Once for all items that have the same.
    private mutating func tellTrouble() {
        let found = board.underWay.lazy.compactMap(\.trouble).first
        guard found != trouble else { return }
        trouble = found
        report.output.remark(found.map { "\($0.onOneLine) Trying again.\n" } ?? "It goes on.\n")
    }

    /// Says what goes on without this process, and how to come back to it.
    private mutating func leave(_ pool: ItemPool) -> ExitStatus {
        terminal.clear()
        plan.folder?.removeUnfinished()
        let farewell = Farewell(underWay: board.underWay, waiting: pool.waitingCount, plan: plan)
        report.output.remark(farewell.text)
        return .interrupted
    }
}
