import Foundation
import Jobs
import Logging
import Logs
import Settings
import Supervision

func loadSettings() throws -> ServiceSettings {
    try ServiceSettings.load(
        environment: ProcessInfo.processInfo.environment,
        workingFolder: FileManager.default.currentDirectoryPath)
}

// Whoever reads the log may end first.
signal(SIGPIPE, SIG_IGN)
do {
    try buildSupervisor(loadSettings(), reload: loadSettings).run()
} catch {
    ServiceLog.logger("platen-supervisor", environment: ProcessInfo.processInfo.environment)
        .critical("\(error)")
    exit(1)
}
