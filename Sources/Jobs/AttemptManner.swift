/// How an attempt ended, without particulars: what attempts are counted by.
package enum AttemptManner: String, CaseIterable, Hashable, Sendable {
    case completed, failed, signal, exit, limit, lost
    case handedBack = "handed_back"
    case cancelled

    /// The place among all.
    package var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension AttemptEnd {
    package var manner: AttemptManner {
        switch self {
        case .completed: .completed
        case .failed: .failed
        case .signal: .signal
        case .exit: .exit
        case .limit: .limit
        case .lost: .lost
        case .handedBack: .handedBack
        case .cancelled: .cancelled
        }
    }
}
