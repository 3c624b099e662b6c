import Foundation
import Glibc
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

/// Each processor takes a descriptor, and twice as many are kept warm of each equipment: more than a shell's soft limit.
func raiseOpenFiles() {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    unsafe _ = setrlimit(resource, &limit)
}

// Whoever reads the log may end first.
signal(SIGPIPE, SIG_IGN)
raiseOpenFiles()
do {
    try buildSupervisor(loadSettings(), reload: loadSettings).run()
} catch {
    ServiceLog.logger("platen-supervisor", environment: ProcessInfo.processInfo.environment)
        .critical("\(error)")
    exit(1)
}
