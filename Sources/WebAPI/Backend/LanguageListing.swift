import Jobs

/// Which languages can be read.
protocol LanguageListing: Sendable {
    /// The names of the models that are installed, sorted.
    /// - Throws: `Problem` with `.internalError`.
    func installed() throws(Problem) -> [String]
}

extension LanguageListing {
    /// - Throws: `Problem` with `.unknownLanguage` for one that is not installed, naming those that are.
    func check(_ languages: Languages?) throws(Problem) {
        guard let languages else { return }
        let installed = try installed()
        guard let unknown = languages.names.first(where: { !installed.contains($0) }) else { return }
        throw Problem(
            .unknownLanguage,
            "The language \(unknown) is not installed here. Installed are: \(installed.joined(separator: ", ")). "
                + "The operator can install the package tesseract-ocr-\(unknown.lowercased()).")
    }
}
