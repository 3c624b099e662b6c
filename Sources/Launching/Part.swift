/// A process that `platen up` starts and keeps running.
package enum Part: Hashable, Sendable {
    case supervisor
    /// Counts from 1.
    case responder(Int)
    case nginx
}

extension Part: CustomStringConvertible {
    package var description: String {
        switch self {
        case .supervisor: "platen-supervisor"
        case .responder(let number): "platen-responder \(number)"
        case .nginx: "nginx"
        }
    }
}

extension Part {
    /// Parts stop in the order of their stages, each stage when the one before has ended: first nobody new comes
    /// in, then nobody asks, then what was asked is settled.
    var stopStage: Int {
        switch self {
        case .nginx: 0
        case .responder: 1
        case .supervisor: 2
        }
    }

    /// How long each stage has from SIGTERM to SIGKILL, at least. The last one has what is left of `stopTime`.
    static let stopGraces: [Duration] = [.seconds(2), .seconds(3), .seconds(4)]
    /// After which nothing of the service is left.
    static let stopTime: Duration = .milliseconds(9500)
}
