/// Draws a `ServiceView` as lines of text: nothing is read and nothing is written here.
package struct ServiceScreen: Sendable {
    /// No line is longer.
    private let columns: Int
    /// There are no more lines; nil for as many as it takes.
    private let rows: Int?

    /// - Parameters:
    ///   - columns: width of the window, in characters.
    ///   - rows: its height; nil when the text may be of any length.
    package init(columns: Int, rows: Int? = nil) {
        self.columns = max(1, columns)
        self.rows = rows.map { max(1, $0) }
    }

    /// The view, one `Line` for each line of text.
    package func lines(_ view: ServiceView) -> [Line] {
        let head = heading(view)
        let table = JobTable(columns: columns)
        var body = [Line(table.heading, .heading)]
        body += shown(view.jobs, beside: head.count + 1).map { Line(table.row($0)) }
        if view.jobs.isEmpty { body.append(Line("No job runs.", .dim)) }
        let hidden = view.jobs.count - shown(view.jobs, beside: head.count + 1).count
        if hidden > 0 { body.append(Line("and \(hidden) more; make the window higher", .dim)) }
        return fit(head + body)
    }

    /// A sentence in place of the view.
    package func lines(_ error: WatchError) -> [Line] {
        fit(Self.wrap("\(error)", columns).map { Line($0, .alarm) })
    }

    private func heading(_ view: ServiceView) -> [Line] {
        let (kinds, users) = (Self.ranked(view.waitingByKind), Self.ranked(view.jobsByUser))
        let oldest = view.waiting > 0 ? "   oldest \(Self.time(view.oldestWaitSeconds))" : ""
        var lines = [
            Line("Platen  \(view.dataFolder)", .title),
            Line(
                "processors  \(view.running) busy of \(view.processorsWanted) wanted, "
                    + "\(view.processorsAlive) alive"),
            Line("waiting     \(view.waiting)\(oldest)\(kinds.isEmpty ? "" : "   \(kinds)")"),
            Line("users       \(view.users)\(users.isEmpty ? "" : "   \(users)")"),
            Line(
                "ended       \(view.endedInSecond)/s   \(view.endedInMinute)/min   accepted \(view.accepted)   "
                    + "completed \(view.completed)   failed \(view.failed)"),
            Line(
                "events      \(view.eventsPublished) published   \(view.eventsDropped) dropped   "
                    + "\(view.parked) requests wait"),
        ]
        if !view.isReady { lines.append(Line("The processors are being made ready; jobs wait.", .alarm)) }
        return lines + [Line("")]
    }

    /// Names with their counts, most first. A long name leaves room for the others.
    private static func ranked(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { name, count in
                "\(name.count > nameWidth ? "\(name.prefix(nameWidth - 1))~" : name) \(count)"
            }
            .joined(separator: "  ")
    }

    private static let nameWidth = 20

    /// As many jobs as there is room for, with a line for the rest.
    private func shown(
        _ jobs: [ServiceView.RunningJob], beside used: Int
    ) -> ArraySlice<ServiceView.RunningJob> {
        guard let rows, jobs.count > rows - used else { return jobs[...] }
        return jobs.prefix(max(0, rows - used - 1))
    }

    private func fit(_ lines: [Line]) -> [Line] {
        let all = lines.map { Line(Self.printable($0.text, columns), $0.style) }
        return rows.map { Array(all.prefix($0)) } ?? all
    }

    /// At most `columns` characters, none of which a terminal would obey.
    private static func printable(_ text: String, _ columns: Int) -> String {
        let safe = text.map { character in
            character.unicodeScalars.allSatisfy { !$0.properties.isControl } ? character : "?"
        }
        let cut = safe.count > columns ? safe.prefix(columns - 1) + ["~"] : safe[...]
        return String(String(cut).reversed().drop { $0 == " " }.reversed())
    }

    private static func wrap(_ text: String, _ columns: Int) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, last.count + 1 + word.count <= columns {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }

    /// A time as people say it: `4.2 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`.
    static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e12 else { return "?" }
        let whole = Int(max(0, seconds))
        if whole < 60 { return "\(whole).\(Int(max(0, seconds) * 10) % 10) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        if whole < 86400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
        return "\(whole / 86400) d \(whole / 3600 % 24) h"
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool {
        switch generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        default: false
        }
    }
}
