import Jobs

/// Documents of rules that come in pieces. One whose sender has gone stays incomplete, until others push it out.
struct RulesProposals: Sendable {
    /// What became of a document by its next piece.
    enum Progress: Hashable, Sendable {
        case incomplete
        case complete(String)
        case malformed
    }

    private struct Proposal: Sendable {
        let id: JobID
        let total: Int
        var text = ""
    }

    /// The newest last.
    private var open: [Proposal] = []
    private static let mostOpen = 4

    mutating func add(_ piece: RulesPiece) -> Progress {
        if piece.offset == 0 { begin(piece) }
        guard let place = open.firstIndex(where: { $0.id == piece.proposal }),
            open[place].total == piece.total, open[place].text.utf8.count == piece.offset
        else { return .malformed }
        open[place].text += piece.text
        guard open[place].text.utf8.count == piece.total else { return .incomplete }
        return .complete(open.remove(at: place).text)
    }

    private mutating func begin(_ piece: RulesPiece) {
        open.removeAll { $0.id == piece.proposal }
        if open.count == Self.mostOpen { open.removeFirst() }
        open.append(Proposal(id: piece.proposal, total: piece.total))
    }
}
