import FastCGI
import Foundation
import Jobs
import Logs
import Settings

TerminationSignals.hold()
let settings = try ServiceSettings.load(
    environment: ProcessInfo.processInfo.environment,
    workingFolder: FileManager.default.currentDirectoryPath)
let server = try buildResponder(
    settings: settings, logger: ServiceLog.logger("platen-responder", settings))
server.start()
TerminationSignals.wait()
exit(server.stop(within: 5) ? 0 : 1)
