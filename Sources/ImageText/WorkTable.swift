package import Jobs

/// Which `Work` does which kind. A new kind does not compile before it stands here.
package struct WorkTable {
    /// Nil where there are no models.
    private let recogniser: TextRecogniser?

    package init(recogniser: TextRecogniser?) {
        self.recogniser = recogniser
    }

    /// Folders that what a job's libraries read lies in, beside its own.
    package func folders(for assignment: Assignment) -> [String] {
        let models = assignment.options.language == nil ? nil : recogniser?.folder
        return (models.map { [$0] } ?? []) + (assignment.image?.format == .pdf ? PDFLibrary.folders : [])
    }

    /// How many processors a job can use beside its own.
    package var lendable: Int { recogniser?.team?.size ?? 0 }

    /// Starts the threads of a job that is lent processors. Once in a process, and before it decodes anything.
    package func startThreads(for assignment: Assignment) {
        guard assignment.lent > 0, let team = recogniser?.team else { return }
        team.start(assignment.lent)
        heed(Loan(processors: assignment.lent))
    }

    /// From now on so many processors are lent to the job that this process works on.
    package func heed(_ loan: Loan) {
        recogniser?.team?.allow(loan.processors)
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
        case .ascii: return PictureWork(work: CharacterWork())
        case .mirror: return PictureWork(work: MirrorWork())
        case .size: return SizeWork()
        case .sleep: return SleepWork()
        case .photo:
            throw Problem(
                .machineTrouble, "The job was given to a processor, which has no network. Try again.")
        }
    }
}
