import Foundation

/// What a simulated day came to.
package struct SimulationReport: Sendable {
    /// What one class came to.
    package struct ClassReport: Sendable {
        package let name: String
        package let weight: Double
        package internal(set) var users = 0
        package internal(set) var jobs = 0
        /// Processor time of all its jobs, in seconds.
        package internal(set) var seconds = 0.0
        package internal(set) var waits = WaitHistogram()
        /// Of the same, by the hour in which the jobs began.
        package internal(set) var hours: [Hour] = []
        /// Processor time that weights promised those of its users who waited all through an hour, of what all such users
        /// got in that hour; summed over the hours.
        package internal(set) var promisedSeconds = 0.0
        /// What they got.
        package internal(set) var contendingSeconds = 0.0
    }

    /// What one class came to in one hour.
    package struct Hour: Sendable {
        package internal(set) var seconds = 0.0
        package internal(set) var waits = WaitHistogram()
    }

    package internal(set) var classes: [ClassReport]
    package internal(set) var processors: Int
    /// When the last job ended, in seconds since the day's beginning.
    package internal(set) var end = 0.0
    package internal(set) var mostWaiting = 0
    /// Jain's index of each hour with users who waited all through it, times their number, summed up.
    var jainSum = 0.0
    /// Users who waited all through an hour, summed over the hours.
    package internal(set) var contenders = 0
    /// How true what waiting jobs were told of their start was.
    package internal(set) var forecasts = ForecastScore()

    /// Jain's index of the processor time by weight that users got who waited all through the same hour: 1 where all got
    /// the same, one part in their number where one got all; nil when nobody waited so long. Below 1 also where an hour
    /// has room for few jobs of each user, since none is served by halves. Source: Jain, Chiu,
    /// Hawe, "A Quantitative Measure of Fairness" (1984).
    package var jain: Double? { contenders == 0 ? nil : jainSum / Double(contenders) }

    /// Which part of the processor time of those who waited all through an hour the class was promised by its
    /// weight and got; nil when nobody did.
    package func shares(of one: ClassReport) -> (promised: Double, received: Double)? {
        let seconds = classes.map(\.contendingSeconds).reduce(0, +)
        guard seconds > 0 else { return nil }
        return (one.promisedSeconds / seconds, one.contendingSeconds / seconds)
    }

    /// As lines for a terminal.
    package var text: String {
        let busy = classes.map(\.seconds).reduce(0, +)
        let load = busy / (end * Double(processors))
        var lines = ["class\tusers\tweight\tjobs\thours\tpromised\treceived\tp50\tp90\tp99"]
        for one in classes {
            let shares = shares(of: one).map { [Self.percent($0.promised), Self.percent($0.received)] }
            let waits = [0.5, 0.9, 0.99].map { Self.seconds(one.waits.quantile($0)) }
            let numbers = [
                "\(one.users)", String(format: "%g", one.weight), "\(one.jobs)",
                String(format: "%.2f", one.seconds / 3600),
            ]
            lines.append(([one.name] + numbers + (shares ?? ["-", "-"]) + waits).joined(separator: "\t"))
        }
        lines.append(
            "Jain's index: \(jain.map { String(format: "%.4f", $0) } ?? "- (nobody waited a whole hour)")")
        lines.append("Most waiting at once: \(mostWaiting)")
        lines.append(forecasts.text)
        lines.append("Processors busy: \(Self.percent(load)) of \(String(format: "%.1f", end / 3600)) hours")
        return lines.joined(separator: "\n") + "\n"
    }

    static func percent(_ part: Double) -> String { String(format: "%.1f%%", part * 100) }

    static func seconds(_ seconds: Double) -> String {
        switch seconds {
        case ..<10: String(format: "%.2fs", seconds)
        case ..<600: String(format: "%.0fs", seconds)
        case ..<36_000: String(format: "%.0fmin", seconds / 60)
        default: String(format: "%.1fh", seconds / 3600)
        }
    }
}
