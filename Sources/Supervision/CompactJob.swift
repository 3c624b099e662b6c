import Jobs

/// An `ActiveJob` in 104 bytes, the form in which a million of them wait. Only what is out of the ordinary does not fit:
/// an attempt that counts, options other than a width or a duration alone, sizes beyond 32 bits.
struct CompactJob: Sendable {
    private let sequence: Int64
    private let cost: Double
    private let wait: UInt64
    private let option: Int64
    private let imageBytes: UInt32
    private let imageWidth: UInt32
    private let imageHeight: UInt32
    /// Stands for the user's name.
    let user: UInt32
    private let request: RequestID
    private let digest: ContentDigest?
    private let kind: JobKind
    private let format: ImageFormat?
    private let optionKind: OptionKind
    private let attempts: UInt16
    private let day: DayMark
    private let priority: Priority

    private enum OptionKind: UInt8, Sendable {
        case none
        case width
        case duration
    }

    /// Nil for a job that does not fit.
    init?(_ job: ActiveJob, user: UInt32) {
        guard job.tally == AttemptTally(), let attempts = UInt16(exactly: job.attempts),
            let (optionKind, option) = Self.option(job.options),
            let bytes = UInt32(exactly: job.image?.bytes ?? 0),
            let width = UInt32(exactly: job.image?.width ?? 0),
            let height = UInt32(exactly: job.image?.height ?? 0)
        else { return nil }
        (self.user, self.attempts, self.optionKind, self.option) = (user, attempts, optionKind, option)
        (sequence, cost, wait, digest, kind) = (job.sequence, job.cost, job.wait, job.digest, job.kind)
        day = job.day
        priority = job.priority
        (imageWidth, imageHeight) = (width, height)
        (format, imageBytes) = (job.image?.format, bytes)
        request = job.requestID ?? .none
    }

    private static func option(_ options: JobOptions) -> (OptionKind, Int64)? {
        switch options {
        case JobOptions(): (.none, 0)
        case JobOptions(width: options.width): (.width, Int64(options.width ?? 0))
        case JobOptions(durationMilliseconds: options.durationMilliseconds):
            (.duration, options.durationMilliseconds ?? 0)
        default: nil
        }
    }

    /// The job as it was.
    func job(of user: UserName) -> ActiveJob {
        ActiveJob(
            user: user, kind: kind, options: options, image: image, sequence: sequence,
            priority: priority, cost: cost, day: day,
            attempts: Int(attempts), digest: digest, requestID: request == .none ? nil : request, wait: wait)
    }

    private var options: JobOptions {
        switch optionKind {
        case .none: JobOptions()
        case .width: JobOptions(width: Int(option))
        case .duration: JobOptions(durationMilliseconds: option)
        }
    }

    private var image: InputImage? {
        format.map {
            InputImage(format: $0, bytes: Int64(imageBytes), width: Int(imageWidth), height: Int(imageHeight))
        }
    }
}

extension RequestID {
    /// Stands for no id.
    fileprivate static let none = RequestID(high: 0, low: 0)
}
