package import Jobs

/// Which `Work` does which kind. A new kind does not compile before it stands here.
package struct WorkTable {
    private let recogniser: TextRecogniser

    package init(recogniser: TextRecogniser) {
        self.recogniser = recogniser
    }

    package func work(for kind: JobKind) -> any Work {
        switch kind {
        case .ocr: TextWork(recogniser: recogniser)
        case .ascii: CharacterWork()
        case .mirror: MirrorWork()
        case .size: SizeWork()
        case .sleep: SleepWork()
        }
    }
}
