internal import Foundation
package import Jobs

/// The queue as the service describes it.
package struct RemoteQueue: Hashable, Sendable {
    package let waiting: Int
    package let running: Int
    package let oldestWaitMilliseconds: Int64
    /// How many jobs may run at once.
    package let wanted: Int
    package let fairness: [Window: Fairness]
    package let shares: [Share]
    /// How many users more there are.
    package let more: Int
    /// All that the service said, as one line of JSON.
    package let document: String

    package enum Window: String, CaseIterable, Sendable {
        case minute
        case hour
        case day
    }

    /// How fair a window was to all users.
    package struct Fairness: Hashable, Sendable, Decodable {
        package let jain_index: Double
        package let contenders: Int
        package let longest_wait_ms: Int64
    }

    /// What one user was promised and got.
    package struct Share: Hashable, Sendable, Decodable {
        package let user: String
        package let weight: Double
        package let jobs: Int
        package let running: Int
        package let minute: Sums
        package let hour: Sums
        package let day: Sums

        package subscript(window: Window) -> Sums {
            switch window {
            case .minute: minute
            case .hour: hour
            case .day: day
            }
        }
    }

    /// In milliseconds.
    package struct Sums: Hashable, Sendable, Decodable {
        package let promised_ms: Int64
        package let received_ms: Int64
        package let longest_wait_ms: Int64
    }

    /// - Throws: `Problem` with `.answerNotUnderstood`.
    package init(json: [UInt8]) throws(Problem) {
        do {
            let fields = try JSONDecoder().decode(Fields.self, from: Data(json))
            (waiting, running, more) = (fields.waiting, fields.running, fields.more)
            (oldestWaitMilliseconds, wanted) = (fields.oldest_wait_ms, fields.processors.wanted)
            shares = fields.shares
            fairness = Dictionary(
                uniqueKeysWithValues: Window.allCases.compactMap { window in
                    fields.fairness[window.rawValue].map { (window, $0) }
                })
            document = String(decoding: json, as: UTF8.self)
        } catch {
            throw Problem.notUnderstood
        }
    }

    private struct Fields: Decodable {
        let waiting: Int
        let running: Int
        let oldest_wait_ms: Int64
        let processors: Processors
        let fairness: [String: Fairness]
        let shares: [Share]
        let more: Int
    }

    private struct Processors: Decodable {
        let wanted: Int
    }
}
