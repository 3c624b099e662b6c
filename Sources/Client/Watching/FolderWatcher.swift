package import Jobs

/// Submits what appears in a folder and puts the results beside it. Runs on the thread that made `Interrupts`.
package struct FolderWatcher {
    private static let look = Duration.milliseconds(50)
    /// Between two writings of what is to be remembered, which grows with the folder.
    private static let rest = Duration.seconds(1)
    private static let errorEnding = "error.txt"

    private let folder: WatchedFolder
    private let service: RemoteService
    private let report: ItemReport
    private let interrupts: Interrupts
    private let board = ItemBoard()
    private let pool: ItemPool
    private let results: ResultFolder
    private var state: HotFolder
    private var number = 0
    private var status = ExitStatus.allWell
    private var isRemembered = true
    private var remembered = Duration.zero

    /// How a folder is watched.
    package struct Rule: Sendable {
        /// How long an image must have stood unchanged.
        package var settle: Duration
        /// How often the folder is looked at.
        package var interval: Duration
        package var parallel: Int

        package init(settle: Duration, interval: Duration, parallel: Int) {
            self.settle = settle
            self.interval = interval
            self.parallel = parallel
        }
    }

    private let interval: Duration

    /// - Throws: `Problem` when the folder cannot be watched.
    package init(
        path: String, form: JobForm, selection: ResultSelection, rule: Rule, service: RemoteService,
        report: ItemReport, interrupts: Interrupts
    ) throws(Problem) {
        folder = try WatchedFolder(path: ResultFolder.plain(path))
        results = try ResultFolder(path: path, replaces: false)
        self.service = service
        self.report = report
        self.interrupts = interrupts
        interval = rule.interval
        state = HotFolder(order: form.description, settle: rule.settle, records: folder.records())
        let board = board
        let plan = ItemPlan(form: form, waits: true, selection: selection, folder: results)
        let runner = ItemRunner(service: service, plan: plan) { board.note($0, $1) }
        pool = ItemPool(threads: rule.parallel, board: board) { runner.run($0) }
    }

    /// Watches until an end is asked for; with `once`, until all that is there has been done.
    /// - Throws: `Problem` when the folder has gone, or what is to be remembered cannot be written.
    package mutating func run(once: Bool) throws(Problem) -> ExitStatus {
        var next = Duration.zero
        var isOver = false
        repeat {
            settleEnds()
            let now = service.time.now()
            if now >= remembered + Self.rest { try remember(now) }
            if once, status == .notReached, underWayCount == 0 { isOver = true }
            guard now >= next else { continue }
            next = now + interval
            begin(state.see(try folder.files(), at: now))
            if once, !state.isBusy { isOver = true }
        } while !isOver && !interrupts.came(within: Self.look)
        settleEnds()
        try remember(service.time.now())
        leave()
        return once ? (isOver ? status : .interrupted) : .allWell
    }

    private var underWayCount: Int { board.underWay.count + pool.waitingCount }

    private mutating func begin(_ names: [String]) {
        let items = names.map { name in
            number += 1
            return Item(
                number: number, source: .image(.file("\(folder.path)/\(name)"), key: .content), base: name,
                replaceable: state.written(of: name).union(["\(name).\(Self.errorEnding)"]))
        }
        pool.add(items)
    }

    private mutating func settleEnds() {
        for entry in board.takeEnded() {
            settle(entry)
            isRemembered = false
        }
    }

    private mutating func remember(_ now: Duration) throws(Problem) {
        guard !isRemembered else { return }
        try folder.remember(state.records)
        (isRemembered, remembered) = (true, now)
    }

    private mutating func settle(_ entry: ItemBoard.Ended) {
        guard let name = entry.item.base else { return }
        report.write(entry)
        switch entry.end {
        case .submitted: state.postponed(name)
        case .completed(_, let results):
            folder.remove("\(name).\(Self.errorEnding)")
            state.ended(name, written: results.compactMap { Self.fileName($0.path) }, problem: nil)
        case .failed(let problem, _) where ExitStatus(of: problem) == .notReached:
            status = .notReached
            state.postponed(name)
        case .failed(let problem, _) where problem.code == .fileNotRead && !folder.holds(name):
            state.postponed(name)
        case .failed(let problem, let job):
            if status == .allWell { status = .someFailed }
            let file = "\(name).\(Self.errorEnding)"
            let place = job.map { ", job \($0.id)" } ?? ""
            let text = "\(problem.detail) (\(problem.code.rawValue)\(place))\n"
            let earlier = state.written(of: name)
            state.ended(
                name, written: [Self.fileName(explain(file, text)) ?? file] + earlier.filter { $0 != file },
                problem: problem.code.rawValue)
        }
    }

    private func explain(_ file: String, _ text: String) -> String? {
        do throws(Problem) {
            return try results.write(file, Array(text.utf8), replaceable: [file])
        } catch {
            report.output.remark("\(error.detail)\n")
            return nil
        }
    }

    private static func fileName(_ path: String?) -> String? {
        path?.split(separator: "/").last.map(String.init)
    }

    private func leave() {
        results.removeUnfinished()
        let count = underWayCount
        if count > 0 {
            report.output.remark("Stopped; the next watch of this folder goes on with \(count) images.\n")
        }
    }
}
