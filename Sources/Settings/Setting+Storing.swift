internal import Jobs

/// From what a source holds to the field of the settings.
extension Setting {
    /// Whether sources hold it as a whole number.
    var isNumber: Bool {
        switch value {
        case .count, .powerOfTwo, .amount: true
        case .fraction, .word, .folder, .address, .text: false
        }
    }

    /// Whether sources may hold it as a number with a fraction.
    var isFraction: Bool { if case .fraction = value { true } else { false } }

    /// Whether its value is shown to nobody.
    var isSecret: Bool { if case .text(_, let rule) = value { rule.isSecret } else { false } }

    /// Puts `content` into `settings`; false, and nothing changed, when it breaks the rule.
    func store(
        _ content: SettingsSources.Finding.Content?, in settings: inout ServiceSettings, workingFolder: String
    ) -> Bool {
        switch content {
        case .number(let number): store(number, in: &settings)
        case .fraction(let number): store(number, in: &settings)
        case .text(let text): store(text, in: &settings, workingFolder: workingFolder)
        case nil: false
        }
    }

    private func store(_ number: Int, in settings: inout ServiceSettings) -> Bool {
        switch value {
        case .count(let path, let range) where range.contains(number):
            settings[keyPath: path] = number
        case .powerOfTwo(let path, let range) where range.contains(number) && number.nonzeroBitCount == 1:
            settings[keyPath: path] = number
        case .amount(let path, let range) where range.contains(Int64(number)):
            settings[keyPath: path] = Int64(number)
        case .fraction: return store(Double(number), in: &settings)
        default: return false
        }
        return true
    }

    private func store(_ number: Double, in settings: inout ServiceSettings) -> Bool {
        guard case .fraction(let path, let range) = value, range.contains(number) else { return false }
        settings[keyPath: path] = number
        return true
    }

    private func store(_ text: String, in settings: inout ServiceSettings, workingFolder: String) -> Bool {
        switch value {
        case .word(let path, let words) where words.contains(text):
            settings[keyPath: path] = text
        case .folder(let path, let maximumBytes):
            let folder = FolderPath.absolute(text, workingFolder: workingFolder)
            guard FolderPath.isUsable(folder, maximumBytes: maximumBytes) else { return false }
            settings[keyPath: path] = folder
        case .address(let path):
            guard let address = LocalAddress.normalised(text) else { return false }
            settings[keyPath: path] = address
        case .text(let path, let rule) where rule.isAllowed(text):
            settings[keyPath: path] = text
        default: return false
        }
        return true
    }
}
