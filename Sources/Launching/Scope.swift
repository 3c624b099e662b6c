/// Which parts of the service one `platen up` runs: all of them, or those of one container.
package enum Scope: String, CaseIterable, Sendable {
    case everything
    /// nginx.
    case web
    /// Responders; any number of such runs share one data folder.
    case api
    /// The supervisor and what it starts.
    case worker
}

extension Scope {
    /// Those that run by themselves.
    package static let parts: [Scope] = [.web, .api, .worker]

    /// In the order in which they start, with so many responders.
    func parts(responders: Int) -> [Part] {
        let answering = (1...responders).map { Part.responder($0) }
        return switch self {
        case .everything: [.supervisor] + answering + [.nginx]
        case .web: [.nginx]
        case .api: answering
        case .worker: [.supervisor]
        }
    }

    /// The programs that it starts, directly or not.
    var programs: [String] {
        switch self {
        case .everything: ["nginx"] + OwnProgram.parts
        case .web: ["nginx"]
        case .api: [OwnProgram.responder]
        case .worker: [OwnProgram.supervisor, OwnProgram.processor]
        }
    }

    /// Those of `programs` that no other run of this scope on the same data folder can have started.
    var ownPrograms: [String] { self == .api ? [] : programs }

    /// Whether nginx is part of it, which needs an address.
    var listens: Bool { self == .everything || self == .web }

    /// Whether it writes images or results.
    var writesSpool: Bool { self != .web }
}
