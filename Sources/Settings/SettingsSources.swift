internal import Configuration
internal import Foundation

/// Where values are looked up: environment variables first, then the settings file.
struct SettingsSources {
    private let environment: any ConfigSnapshot
    private var file: (any ConfigSnapshot)?
    private let filePath: String?
    /// What is wrong with the file itself.
    private(set) var problems: [String] = []

    /// Reads the settings file when `environment` names one.
    init(environment variables: [String: String], workingFolder: String) {
        let variables = variables.filter { !$0.value.isEmpty }
        environment = EnvironmentVariablesProvider(environmentVariables: variables).snapshot()
        filePath = variables[Setting.fileVariable].map {
            FolderPath.absolute($0, workingFolder: workingFolder)
        }
        guard let filePath else { return }
        do {
            let data = try Data(contentsOf: URL(filePath: filePath))
            file = try JSONSnapshot(data: data.bytes, providerName: filePath, parsingOptions: .default)
            problems = try Self.unknownKeys(data).map { "\(filePath): “\($0)” is not a setting." }
        } catch {
            problems = [
                "\(Setting.fileVariable): \(filePath) must be a readable file with one JSON object (\(error.localizedDescription))."
            ]
        }
    }

    private static func unknownKeys(_ data: Data) throws -> [String] {
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        return Set(object.keys).subtracting(Setting.all.map(\.key)).sorted()
    }

    /// The first place that holds `setting`; nil when none does.
    func find(_ setting: Setting) -> Finding? {
        for name in setting.names {
            guard let found = look(in: environment, key: name, called: name, setting, origin: name) else {
                continue
            }
            guard let value = setting.switches[name] else { return found }
            if let finding = found.asSwitch(givingWhenOn: value) { return finding }
        }
        guard let file, let filePath else { return nil }
        return look(
            in: file, key: setting.key, called: "\(setting.key) in \(filePath)", setting, origin: filePath)
    }

    /// A value, or the fact that what stands there has the wrong type.
    struct Finding {
        /// How to name the place in a sentence.
        let place: String
        /// The variable or the file, for the list of settings.
        let origin: String
        /// Nil when what stands there is not of the setting's type.
        var content: Content?
        /// What is allowed at this place, where that is not the setting's own rule.
        var rule: String?

        /// A value of one of the types that settings have.
        enum Content {
            case number(Int)
            case fraction(Double)
            case text(String)
        }
    }

    private func look(
        in snapshot: any ConfigSnapshot, key: String, called place: String, _ setting: Setting, origin: String
    ) -> Finding? {
        let types: [ConfigType] =
            setting.isFraction ? [.int, .double, .string] : setting.isNumber ? [.int, .string] : [.string]
        var isSomethingThere = false
        for type in types {
            do {
                guard let found = try snapshot.value(forKey: AbsoluteConfigKey([key]), type: type).value
                else {
                    continue
                }
                return Finding(place: place, origin: origin, content: Finding.Content(found.content))
            } catch {
                isSomethingThere = true
            }
        }
        return isSomethingThere ? Finding(place: place, origin: origin, content: nil) : nil
    }
}

extension SettingsSources.Finding {
    /// What is found at a switch that gives `value` when it is on; nil when it is off.
    fileprivate func asSwitch(givingWhenOn value: String) -> Self? {
        var finding = self
        guard case .text(let text) = content else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on", "1": finding.content = .text(value)
        case "false", "no", "off", "0": return nil
        default: finding.rule = "must be true or false"
        }
        return finding
    }
}

extension SettingsSources.Finding.Content {
    /// Nil for types that no setting has.
    init?(_ content: ConfigContent) {
        switch content {
        case .int(let number): self = .number(number)
        case .double(let number): self = .fraction(number)
        case .string(let text): self = .text(text)
        default: return nil
        }
    }
}
