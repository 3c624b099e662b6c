internal import ArgumentParser
internal import Foundation
internal import Launching
internal import Simulation

/// `platen simulate`.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Try out on a synthetic day how processors are shared among users.",
        discussion: """
            The scheduler of the service lives through the day in virtual time; no service is needed and none is \
            touched. Promised and received are shares of the processor time of users who waited all through an hour. The \
            same numbers and seed give the same day.
            """)

    @Option(help: "How many users there are.")
    var users = SimulatedDay().users

    @Option(help: "About how many jobs a day; the last may end later.")
    var jobs = SimulatedDay().jobs

    @Option(help: "How many jobs run at once.")
    var processors = SimulatedDay().processors

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "Users of one weight, their part of all users and their weight; may be repeated.",
            valueName: "name:part:weight"))
    var classes = ["free:0.9:1", "paid:0.1:4"]

    @Option(help: "When jobs come: \(ArrivalPattern.allCases.map(\.rawValue).joined(separator: ", ")).")
    var pattern = ArrivalPattern.day.rawValue

    @Option(help: "Median size of an image, in millions of pixels.")
    var megapixels = SimulatedDay().megapixels

    @Option(help: "By which factor predictions are wrong at most, either way.")
    var error = SimulatedDay().error

    @Option(help: "Another seed is another day.")
    var seed = SimulatedDay().seed

    @Option(help: ArgumentHelp("Write a picture too.", valueName: "file"))
    var svg: String?

    func validate() throws {
        _ = try day()
    }

    func run() throws {
        let report = DaySimulation.run(try day())
        StandardStreams.writeOutput(report.text)
        if let svg { try report.svg.write(toFile: svg, atomically: true, encoding: .utf8) }
    }

    private func day() throws -> SimulatedDay {
        var day = SimulatedDay()
        day.users = try Self.checked(users, in: SimulatedDay.userRange, "users")
        day.jobs = try Self.checked(jobs, in: SimulatedDay.jobRange, "jobs")
        day.processors = try Self.checked(processors, in: SimulatedDay.processorRange, "processors")
        day.megapixels = try Self.checked(megapixels, in: SimulatedDay.megapixelRange, "megapixels")
        day.error = try Self.checked(error, in: SimulatedDay.errorRange, "error")
        day.seed = seed
        day.classes = try classes.map { text in
            guard let found = UserClass(text) else {
                throw ValidationError("A class is name:part:weight, such as paid:0.1:4, not '\(text)'.")
            }
            return found
        }
        guard let pattern = ArrivalPattern(rawValue: pattern) else {
            throw ValidationError("There is no pattern '\(pattern)'.")
        }
        day.pattern = pattern
        return day
    }

    private static func checked<Value: Comparable>(
        _ value: Value, in range: ClosedRange<Value>, _ name: String
    ) throws -> Value {
        guard range.contains(value) else {
            throw ValidationError("--\(name) is from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }
}
