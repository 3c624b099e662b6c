internal import Jobs

/// What a terminal shows of items: a line for each that is under way, as many as fit, then the count of all.
struct ProgressLines {
    let columns: Int
    let rows: Int
    private static let barWidth = 20

    /// `toCome` have not begun.
    func lines(_ underWay: [ItemBoard.UnderWay], done: Int, failed: Int, toCome: Int) -> [String] {
        let shown = underWay.prefix(max(1, rows - 2))
        let width = min(max(shown.map(\.item.label.count).max() ?? 0, 8), max(8, columns / 3))
        let bars = shown.map { "\(Self.fitted($0.item.label, width))  \(Self.text(of: $0))" }
        var summary = "\(done) done"
        if failed > 0 { summary += ", \(failed) failed" }
        if underWay.count > shown.count { summary += ", \(underWay.count) under way" }
        if toCome > 0 { summary += ", \(toCome) to come" }
        return (bars + [summary]).map { String($0.prefix(columns)) }
    }

    private static func text(of entry: ItemBoard.UnderWay) -> String {
        if let trouble = entry.trouble { return "trying again: \(trouble)" }
        switch entry.stage {
        case .sending: return "is sent"
        case .fetching: return "\(bar(1))  its results are fetched"
        case .trouble: return ""
        case .waiting(let job):
            guard job.state == .processing else { return "\(bar(0))  \(job.state.rawValue)" }
            let percent = Int((job.progress ?? 0) * 100)
            return "\(bar(job.progress ?? 0))  \(padded(percent)) %  \(job.stage ?? job.state.rawValue)"
        }
    }

    private static func bar(_ fraction: Double) -> String {
        let full = Int((min(max(fraction, 0), 1) * Double(barWidth)).rounded())
        return "[" + String(repeating: "#", count: full) + String(repeating: "·", count: barWidth - full)
            + "]"
    }

    private static func padded(_ percent: Int) -> String {
        let text = String(percent)
        return String(repeating: " ", count: max(0, 3 - text.count)) + text
    }

    /// Cut at its beginning, for files differ at the end of their paths; filled up to `width`.
    private static func fitted(_ label: String, _ width: Int) -> String {
        guard label.count > width else {
            return label + String(repeating: " ", count: width - label.count)
        }
        return "…" + label.suffix(width - 1)
    }
}
