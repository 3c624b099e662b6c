package import Jobs

/// A demonstration on a running service. Whatever ends it, the rules and the number of processors are put back, and its
/// jobs that have not ended are cancelled.
package struct DemoSession {
    private static let look = Duration.milliseconds(400)

    private let plan: DemoPlan
    private let operating: RemoteService
    /// By the user whose jobs they are.
    private let services: [String: RemoteService]
    private let output: ClientOutput
    private let interrupts: Interrupts
    private var terminal: ProgressTerminal
    private var board = DemoBoard()
    /// As it was before.
    private var rules: [UInt8] = []
    private var processors = 0

    /// Shows `plan`; `service` asks as nobody in particular, or as the user of a name.
    /// - Throws: `Problem` of `service`.
    package init(
        _ plan: DemoPlan, output: ClientOutput, terminal: ProgressTerminal, interrupts: Interrupts,
        service: (String?) throws(Problem) -> RemoteService
    ) throws(Problem) {
        self.plan = plan
        self.output = output
        self.terminal = terminal
        self.interrupts = interrupts
        operating = try service(nil)
        var services: [String: RemoteService] = [:]
        for user in DemoPlan.users { services[user.name] = try service(user.name) }
        self.services = services
    }

    /// - Throws: `Problem`, after everything was put back as far as it can be.
    package mutating func run() throws(Problem) -> ExitStatus {
        processors = try operating.queue().wanted
        rules = try operating.rules()
        let isInterrupted: Bool
        do throws(Problem) {
            isInterrupted = try show()
        } catch {
            terminal.clear()
            do throws(Problem) { try putBack() } catch { output.remark(Self.notBack(error)) }
            throw error
        }
        terminal.clear()
        try putBack()
        for line in board.summary(stages: DemoPlan.stages) { output.line(line) }
        output.line("")
        output.line("The rules from before count again, and \(processors) jobs may run at once, as before.")
        return isInterrupted ? .interrupted : .allWell
    }

    /// - Returns: whether it was ended before its time.
    private mutating func show() throws(Problem) -> Bool {
        let begun = operating.time.now()
        var stage: Int?
        while let next = plan.stage(after: (operating.time.now() - begun) / .seconds(1)) {
            if next != stage { try begin(next) }
            stage = next
            try look(DemoPlan.stages[next])
            if interrupts.came(within: Self.look) { return true }
        }
        return false
    }

    private mutating func begin(_ number: Int) throws(Problem) {
        let stage = DemoPlan.stages[number]
        try operating.setProcessors(stage.processors)
        try operating.setRules(
            try RemoteService.rules(rules, weights: DemoPlan.weights(of: stage)))
        terminal.clear()
        if number > 0 { for line in table(DemoPlan.stages[number - 1]) { output.line(line) } }
        output.line("\(stage.title).")
        board.begin(try operating.queue())
    }

    private mutating func look(_ stage: DemoPlan.Stage) throws(Problem) {
        var notices: [String] = []
        for user in DemoPlan.users {
            guard let service = services[user.name] else { continue }
            while board.unfinished(of: user.name).count < DemoPlan.backlog { try submit(user, service) }
            notices += board.look(at: try service.jobs(limit: 4 * DemoPlan.backlog))
        }
        board.look(at: try operating.queue())
        if !notices.isEmpty { terminal.clear() }
        for notice in notices { output.line(notice) }
        terminal.draw(table(stage))
    }

    private func table(_ stage: DemoPlan.Stage) -> [String] {
        board.lines(weights: DemoPlan.weights(of: stage))
    }

    private mutating func submit(_ user: DemoPlan.User, _ service: RemoteService) throws(Problem) {
        let turn = board.entries.values.count { $0.user == user.name } % user.seconds.count
        let seconds = user.seconds[turn]
        let key = "demo-\(UInt64.random(in: 0 ... .max))"
        let job =
            if seconds > 0 {
                try service.submit(
                    JobForm(kind: "sleep", options: ["duration": "\(seconds)"]), image: nil, fileName: nil,
                    key: key)
            } else {
                try service.submit(JobForm(kind: "size"), image: Self.dot, fileName: "dot.png", key: key)
            }
        board.add(job, of: user.name, work: seconds > 0 ? "sleep \(seconds) s" : "size")
    }

    private func putBack() throws(Problem) {
        try operating.setRules(rules)
        try operating.setProcessors(processors)
        for entry in board.unfinished() {
            do throws(Problem) {
                _ = try services[entry.user]?.change(entry.job.id, .cancel)
            } catch  where error.code == .notCancellable {
                continue
            }
        }
    }

    private static func notBack(_ problem: Problem) -> String {
        "The rules, the number of processors and the jobs could not be put back: \(problem.detail.onOneLine)\n"
    }

    /// A PNG of one black pixel.
    private static let dot: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
        0,
        1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60,
        0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}
