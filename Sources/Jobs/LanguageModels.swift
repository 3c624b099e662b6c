/// Which models a forkserver loads, and from where.
package struct LanguageModels: Hashable, Sendable {
    package var languages = Languages.usual
    /// Empty for where Tesseract itself looks.
    package var folder = ""

    package init(languages: Languages = .usual, folder: String = "") {
        self.languages = languages
        self.folder = folder
    }

    /// As the forkserver takes them behind its equipment.
    package var arguments: [String] { [languages.text, folder] }

    /// Those that `arguments` name; the usual ones where there are none. Nil for what are no languages.
    package init?(arguments: some Collection<String>) {
        guard let languages = Languages(arguments.first ?? Languages.usual.text) else { return nil }
        self.init(languages: languages, folder: arguments.dropFirst().first ?? "")
    }
}
