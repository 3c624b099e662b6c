internal import Glibc
package import Jobs
package import Settings

/// `platen doctor`: looks at what the service needs of this machine, and says of each thing what is there or what to do.
/// Starts nothing, changes nothing.
package struct Doctor {
    let settings: ServiceSettings
    let environment: [String: String]
    let scope: Scope
    private let problems: [String]

    /// - Parameters:
    ///   - loaded: the settings; what is wrong with them is one finding each, and the rest is examined as if nothing
    ///     were set.
    ///   - defaults: what holds then.
    ///   - environment: of the programs that are asked what they have.
    ///   - scope: what is to run here; what only the rest needs is not looked at.
    package init(
        _ loaded: Result<LoadedSettings, SettingsError>, defaults: ServiceSettings,
        environment: [String: String], scope: Scope = .everything
    ) {
        self.scope = scope
        self.environment = environment
        switch loaded {
        case .success(let loaded): (settings, problems) = (loaded.settings, [])
        case .failure(let error): (settings, problems) = (defaults, error.problems)
        }
    }

    /// Examines everything and prints one line for each thing.
    /// - Returns: the exit status; 0 when the service can run.
    package func run() -> Int32 {
        var isWell = true
        for examine in examinations {
            let findings = examine()
            StandardStreams.writeOutput(findings.map { "\($0.line)\n" }.joined())
            isWell = isWell && !findings.contains { $0.verdict == .bad }
        }
        return isWell ? 0 : 1
    }

    private var examinations: [() -> [Finding]] {
        let first: [() -> [Finding]] = [settingsFindings, programFindings]
        return switch scope {
        case .everything: first + [processorFindings, machineFindings, networkFindings]
        case .web: first + [openFilesFindings, partFindings]
        case .api: first + [machineFindings, partFindings]
        case .worker: first + [processorFindings, machineFindings, partFindings]
        }
    }

    private func settingsFindings() -> [Finding] {
        let unknown = SettingsList.unknownVariables(in: environment).map {
            Finding.poor(
                "settings", "\($0) is set but is not a setting; `platen config` lists those that are.")
        }
        guard problems.isEmpty else { return problems.map { .bad("settings", $0) } + unknown }
        return [.good("settings", "all can be used; `platen config` lists them")] + unknown
    }
}
