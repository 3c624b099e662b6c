package import Jobs

/// Settings from outside, and back.
extension ServiceSettings {
    /// Environment variables over the file that `PLATEN_CONFIG_FILE` names over defaults. Folders become absolute,
    /// relative ones lie below `workingFolder`.
    /// - Throws: everything that is wrong, at once.
    package static func load(
        environment: [String: String], workingFolder: String
    ) throws(SettingsError) -> ServiceSettings {
        try LoadedSettings(environment: environment, workingFolder: workingFolder).settings
    }

    /// The environment variables that make `load` return these same settings in any folder: how the settings reach
    /// the processes that `platen up` starts.
    package var environment: [String: String] {
        Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.name, $0.text(in: self)) })
    }
}
