import FastCGI
import Foundation
import Jobs
import Logging
import Settings

TerminationSignals.hold()
let settings = try ServiceSettings.load(
    environment: ProcessInfo.processInfo.environment,
    workingFolder: FileManager.default.currentDirectoryPath)
var logger = Logger(label: "responder") { StreamLogHandler.standardError(label: $0) }
logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
let server = try buildResponder(settings: settings, logger: logger)
server.start()
TerminationSignals.wait()
exit(server.stop(within: 5) ? 0 : 1)
