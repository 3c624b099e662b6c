import Foundation
package import Jobs
import Logging

/// The supervisor with everything it needs; `run()` starts it. `reload` reads the settings again when SIGHUP asks for
/// it: how many jobs run at once then follows.
/// - Throws: what is in the way, in words for the log.
package func buildSupervisor(
    _ settings: ServiceSettings, reload: @escaping () throws -> ServiceSettings
) throws -> Supervisor {
    var logger = Logger(label: "platen-supervisor") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = URL(filePath: program).deletingLastPathComponent().path
    return try Supervisor(
        settings: settings, processorProgram: "\(folder)/platen-processor", logger: logger, reload: reload)
}
