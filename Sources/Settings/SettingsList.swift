internal import Jobs

/// All settings as text for people: `platen config`.
package struct SettingsList {
    private let loaded: LoadedSettings

    /// Lists what `loaded` holds.
    package init(_ loaded: LoadedSettings) {
        self.loaded = loaded
    }

    /// For each setting one line with name, value and source, then an indented one that explains it.
    package var text: String {
        Setting.all.map { setting in
            let aliases = setting.names.dropFirst().map { " (also \($0))" }.joined()
            let value = setting.shownText(in: loaded.settings)
            let origin = loaded.origins[setting.key] ?? "default"
            return "\(setting.name)=\(value)  [\(origin)]\n    \(setting.summary)\(aliases)\n"
        }.joined()
    }

    /// The same as a Markdown table of name, default and explanation, for the README.
    package static var markdown: String {
        let rows = Setting.all.map { setting in
            let usual = setting.fixedDefault.map { "`\($0)`" } ?? ""
            return
                "| \(setting.names.map { "`\($0)`" }.joined(separator: ", ")) | \(usual) | \(setting.summary) |\n"
        }
        return "| variable | default | what it sets |\n|---|---|---|\n" + rows.joined()
    }

    /// Environment variables that look like settings of this service but are none, sorted: spelling mistakes.
    package static func unknownVariables(in environment: [String: String]) -> [String] {
        let known = Set(Setting.all.flatMap(\.names)).union([Setting.fileVariable] + Setting.clientVariables)
        return environment.keys
            .filter { $0.hasPrefix("PLATEN_") && !$0.hasPrefix("PLATEN_TEST_") && !known.contains($0) }
            .sorted()
    }
}
