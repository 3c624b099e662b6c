/// The steps before the first reading, in their order: each sees what those before it left.
enum Preparation {
    static var steps: [any PreparationStep] {
        [BorderRemoval(), Inversion(), Enlargement(), Deskewing()]
    }

    /// What was done to a page, and why.
    struct Note {
        let step: String
        let reason: String
    }

    /// Takes all steps that the page calls for, but none whose name is in `omitted`.
    static func prepare(_ page: inout PageImage, omitting omitted: Set<String>) -> [Note] {
        steps.filter { !omitted.contains($0.name) }
            .compactMap { step in step.apply(to: &page).map { Note(step: step.name, reason: $0) } }
    }
}
