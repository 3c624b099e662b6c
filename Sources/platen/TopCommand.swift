internal import ArgumentParser
internal import Foundation
internal import Jobs
internal import Launching
internal import Settings
internal import Watching

/// `platen top`.
struct TopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top", abstract: "Show what the service does: processors, their jobs, what waits.",
        discussion: """
            Reads shared memory alone and may run at any load, as the user who runs the service. It finds the \
            service by the same settings as `platen up`. On a terminal it refreshes each second until Ctrl-C; \
            NO_COLOR turns colours off.
            """)

    @Flag(help: "Print once and end; so it does where standard output is no terminal.")
    var once = false

    @Flag(help: "Print once, as JSON.")
    var json = false

    func run() throws {
        let watch = ServiceWatch(settings: try LoadedSettings.ofThisProcess().settings)
        let view = try watch.look(at: Self.now)
        if json { return try printJSON(view) }
        guard !once, Terminal.isThere else {
            let lines = ServiceScreen(columns: Terminal.isThere ? Terminal.size.columns : 100).lines(view)
            return StandardStreams.writeOutput(lines.map { "\($0.text)\n" }.joined())
        }
        follow(watch)
    }

    private func printJSON(_ view: ServiceView) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        StandardStreams.writeOutput(String(decoding: try encoder.encode(view), as: UTF8.self) + "\n")
    }

    private func follow(_ watch: ServiceWatch) {
        let plain = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let terminal = Terminal()
        repeat {
            let size = Terminal.size
            let screen = ServiceScreen(columns: size.columns, rows: size.rows)
            terminal.draw(lines(watch, screen).map { plain ? $0.text : $0.coloured })
        } while terminal.wait(.seconds(1))
    }

    private func lines(_ watch: ServiceWatch, _ screen: ServiceScreen) -> [Line] {
        do throws(WatchError) {
            return screen.lines(try watch.look(at: Self.now))
        } catch {
            return screen.lines(error)
        }
    }

    private static var now: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
