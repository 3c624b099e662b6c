/// One change to a page that makes it easier to read. Each is a type of its own in a file of its own, and stands in
/// `Preparation.steps`.
protocol PreparationStep {
    /// As `words.json` names it.
    var name: String { get }

    /// Changes the page where what it shows calls for it.
    /// - Returns: why, as a sentence for `words.json`; nil where the page stays as it is.
    func apply(to page: inout PageImage) -> String?
}
