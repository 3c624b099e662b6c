import Foundation
import Jobs
import Settings
import Supervision

do {
    let settings = try ServiceSettings.load(
        environment: ProcessInfo.processInfo.environment,
        workingFolder: FileManager.default.currentDirectoryPath)
    try buildSupervisor(settings).run()
} catch {
    FileHandle.standardError.write(Data("platen-supervisor: \(error)\n".utf8))
    exit(1)
}
