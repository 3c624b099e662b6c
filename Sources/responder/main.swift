import FastCGI
import Foundation
import Jobs
import Logging
import Logs
import Settings

TerminationSignals.hold()
do {
    let settings = try ServiceSettings.load(
        environment: ProcessInfo.processInfo.environment,
        workingFolder: FileManager.default.currentDirectoryPath)
    let server = try buildResponder(
        settings: settings, logger: ServiceLog.logger("platen-responder", settings))
    server.start()
    TerminationSignals.wait()
    exit(server.stop(within: 5) ? 0 : 1)
} catch {
    ServiceLog.logger("platen-responder", environment: ProcessInfo.processInfo.environment)
        .critical("\(error)")
    exit(1)
}
