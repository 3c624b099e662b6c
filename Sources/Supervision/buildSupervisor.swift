import Foundation
package import Jobs
import Logs

/// The supervisor with everything it needs; `run()` starts it. `reload` reads the settings again when SIGHUP asks for
/// it: how many jobs run at once then follows.
/// - Throws: what is in the way, in words for the log.
package func buildSupervisor(
    _ settings: ServiceSettings, reload: @escaping () throws -> ServiceSettings
) throws -> Supervisor {
    let logger = ServiceLog.logger("platen-supervisor", settings)
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = URL(filePath: program).deletingLastPathComponent().path
    return try Supervisor(
        settings: settings, processorProgram: "\(folder)/platen-processor", logger: logger, reload: reload)
}
