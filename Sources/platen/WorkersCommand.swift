internal import ArgumentParser
internal import Foundation
internal import Jobs
internal import Launching
internal import Settings
internal import Watching

/// `platen workers`.
struct WorkersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workers", abstract: "Change how many jobs run at once, while the service runs.",
        discussion: """
            More start at once; with fewer, jobs that run are left to end. The number lasts until the service is \
            started again: PLATEN_PROCESSORS is what it starts with. Without a number, print the present one.
            """)

    @Argument(help: "Jobs that run at once, 1 to 256.")
    var processors: Int?

    func validate() throws {
        let range = ServiceSettings.processorRange
        guard processors.map(range.contains) ?? true else {
            throw ValidationError("Give a number from \(range.lowerBound) to \(range.upperBound).")
        }
    }

    func run() throws {
        let settings = try LoadedSettings.ofThisProcess().settings
        let view = try ServiceWatch(settings: settings).look(at: Timestamp(milliseconds: 0))
        guard let processors else { return StandardStreams.writeOutput("\(view.processorsWanted)\n") }
        guard RingCommand.send(.resize(processors: processors), settings) == .accepted else {
            throw ValidationError("The service did not confirm the change. Try again in a moment.")
        }
        StandardStreams.writeOutput("\(processors) jobs run at once, before \(view.processorsWanted).\n")
    }
}
