import Foundation
import Jobs
import Settings
import Supervision

func loadSettings() throws -> ServiceSettings {
    try ServiceSettings.load(
        environment: ProcessInfo.processInfo.environment,
        workingFolder: FileManager.default.currentDirectoryPath)
}

do {
    try buildSupervisor(loadSettings(), reload: loadSettings).run()
} catch {
    FileHandle.standardError.write(Data("platen-supervisor: \(error)\n".utf8))
    exit(1)
}
