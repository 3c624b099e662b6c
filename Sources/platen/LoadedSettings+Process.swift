internal import Foundation
internal import Settings

extension LoadedSettings {
    /// From this process's environment and working folder.
    /// - Throws: everything that is wrong, at once.
    static func ofThisProcess() throws(SettingsError) -> LoadedSettings {
        try LoadedSettings(
            environment: ProcessInfo.processInfo.environment,
            workingFolder: FileManager.default.currentDirectoryPath)
    }
}
