internal import Foundation
package import Jobs

/// The settings with where each came from.
package struct LoadedSettings: Sendable {
    package let settings: ServiceSettings
    /// By key: the environment variable or the file; absent for a default.
    package let origins: [String: String]

    /// Environment variables over the file that `PLATEN_CONFIG_FILE` names over defaults; an empty variable counts
    /// as not set. Relative folders lie below `workingFolder`, which is absolute.
    /// - Throws: everything that is wrong, at once.
    package init(environment: [String: String], workingFolder: String) throws(SettingsError) {
        let sources = SettingsSources(environment: environment, workingFolder: workingFolder)
        var settings = Self.defaults(workingFolder: workingFolder)
        var origins: [String: String] = [:]
        var problems = sources.problems
        for setting in Setting.all {
            if let finding = sources.find(setting) {
                origins[setting.key] = finding.origin
                let isStored =
                    finding.rule == nil
                    && setting.store(finding.content, in: &settings, workingFolder: workingFolder)
                if !isStored {
                    let shown = setting.isSecret ? "" : finding.shown
                    problems.append("\(finding.place) \(finding.rule ?? setting.rule)\(shown).")
                }
            } else if let problem = setting.problemOfDefault(settings) {
                problems.append(problem)
            }
        }
        if let problem = settings.problemOfReach { problems.append(problem) }
        guard problems.isEmpty else { throw SettingsError(problems: problems) }
        self.settings = settings
        self.origins = origins
    }

    /// What holds where nothing is set.
    package static func defaults(workingFolder: String) -> ServiceSettings {
        let folder = FolderPath.absolute(".", workingFolder: workingFolder)
        var settings = ServiceSettings(
            dataFolder: FolderPath.absolute("data", workingFolder: folder), assetsFolder: folder)
        settings.processors = min(max(ProcessInfo.processInfo.activeProcessorCount, 1), 256)
        settings.modelsFolder = ModelsFolder.found
        return settings
    }
}

extension ServiceSettings {
    /// Who is not asked who they are must not reach the service from elsewhere. What a container engine publishes is
    /// reached where it publishes it, wherever nginx listens.
    fileprivate var problemOfReach: String? {
        let isPublished = !publishedAddress.isEmpty
        let address = isPublished ? publishedAddress : listenAddress
        guard !access.asksWho, !LocalAddress.isLoopback(address) else { return nil }
        return
            "\(isPublished ? "PLATEN_PUBLISHED_ADDRESS" : "PLATEN_LISTEN") must be a loopback address (127.0.0.1, ::1 or "
            + "localhost) where PLATEN_AUTH is open: nobody is asked who they are, so nobody else may reach this service; it "
            + "is “\(address)”. Set PLATEN_AUTH=required to have people sign in."
    }
}

extension Setting {
    /// A default folder may break the rule too: it lies below the working folder.
    fileprivate func problemOfDefault(_ settings: ServiceSettings) -> String? {
        guard case .folder(let path, let maximumBytes) = value else { return nil }
        let folder = settings[keyPath: path]
        guard !FolderPath.isUsable(folder, maximumBytes: maximumBytes) else { return nil }
        return "\(name) \(rule); its default here is “\(folder)”."
    }
}

extension SettingsSources.Finding {
    /// The value for the end of a sentence; empty when it cannot be shown.
    fileprivate var shown: String {
        switch content {
        case .fraction(let number): "; it is \(number)"
        case .number(let number): "; it is \(number)"
        case .text(let text): "; it is “\(text)”"
        case nil: ""
        }
    }
}
