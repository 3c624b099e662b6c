/// What an interrupted run says: which jobs go on, and how to come back to them.
struct Farewell {
    let underWay: [ItemBoard.UnderWay]
    /// Items that had not begun.
    let waiting: Int
    let plan: ItemPlan

    var text: String {
        var lines = ["Stopped."]
        if !jobs.isEmpty {
            let words = ["platen", "wait"] + jobs + options
            lines.append(jobs.count == 1 ? "A job goes on:" : "\(jobs.count) jobs go on:")
            lines.append("  \(words.joined(separator: " "))")
        }
        if !unanswered.isEmpty {
            lines.append(
                "Being sent, and perhaps accepted (platen jobs tells): \(unanswered.joined(separator: ", "))."
            )
        }
        if waiting > 0 { lines.append(waiting == 1 ? "One was not sent." : "\(waiting) were not sent.") }
        return lines.joined(separator: "\n") + "\n"
    }

    private var jobs: [String] {
        underWay.compactMap { entry in
            switch entry.stage {
            case .waiting(let job), .fetching(let job): job.id
            case .sending, .trouble: if case .job(let id) = entry.item.source { id } else { nil }
            }
        }
    }

    private var unanswered: [String] {
        underWay.compactMap { entry in
            guard case .sending = entry.stage else { return nil }
            if case .job = entry.item.source { return nil }
            return entry.item.label
        }
    }

    private var options: [String] {
        var words: [String] = []
        if let folder = plan.folder {
            words += ["--output", Self.quoted(folder.path)]
            if folder.replaces { words.append("--force") }
        }
        for format in plan.selection.words { words += ["--format", Self.quoted(format)] }
        return words
    }

    /// For a shell.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789/._-".unicodeScalars.contains($0)
        }
        return isPlain && !word.isEmpty
            ? word
            : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
                + "'"
    }
}
