package import Jobs

/// Which `Work` does which kind. A new kind does not compile before it stands here.
package struct WorkTable {
    /// Nil where there are no models.
    private let recogniser: TextRecogniser?

    package init(recogniser: TextRecogniser?) {
        self.recogniser = recogniser
    }

    /// - Throws: `Problem` with `.machineTrouble` for a kind that takes models which were not loaded.
    package func work(for kind: JobKind) throws(Problem) -> any Work {
        switch kind {
        case .ocr, .text:
            guard let recogniser else {
                throw Problem(
                    .machineTrouble, "The job was given to a processor that cannot read text. Try again.")
            }
            return kind == .ocr ? TextWork(recogniser: recogniser) : StatisticsWork(recogniser: recogniser)
        case .ascii: return CharacterWork()
        case .mirror: return MirrorWork()
        case .size: return SizeWork()
        case .sleep: return SleepWork()
        case .photo:
            throw Problem(
                .machineTrouble, "The job was given to a processor, which has no network. Try again.")
        }
    }
}
