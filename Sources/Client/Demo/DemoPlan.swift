/// What `platen demo` shows, one after the other: three users of different weights on one processor, then on more, then
/// with another rule.
package struct DemoPlan: Hashable, Sendable {
    struct User: Hashable, Sendable {
        let name: String
        let weight: Double
        /// Of each job in turn; 0 for one that takes the size of an image.
        let seconds: [Double]
    }

    struct Stage: Hashable, Sendable {
        let title: String
        let processors: Int
        /// In place of the users' own.
        let weights: [String: Double]
    }

    /// How long all of it takes, in seconds.
    package let seconds: Double

    package static let secondsRange = 10.0...600.0

    package init(seconds: Double) {
        self.seconds = seconds
    }

    static let users = [
        User(name: "demo-ann", weight: 1, seconds: [1, 0.5, 0, 0.8]),
        User(name: "demo-bob", weight: 2, seconds: [0.3, 0.6]),
        User(name: "demo-eve", weight: 4, seconds: [0.7, 0.4, 0]),
    ]

    static let stages = [
        Stage(title: "One processor; the weights are 1, 2 and 4", processors: 1, weights: [:]),
        Stage(title: "Four processors", processors: 4, weights: [:]),
        Stage(
            title: "A rule changes: demo-ann's weight is 8, for what waits already too", processors: 4,
            weights: ["demo-ann": 8]),
    ]

    /// So many jobs of each user wait at least.
    static let backlog = 10

    /// Of the stage that goes on after so many seconds; nil when all are over.
    func stage(after elapsed: Double) -> Int? {
        let stage = Int(elapsed / seconds * Double(Self.stages.count))
        return Self.stages.indices.contains(stage) ? stage : nil
    }

    /// The weights of a stage by user.
    static func weights(of stage: Stage) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: users.map { ($0.name, stage.weights[$0.name] ?? $0.weight) })
    }
}
