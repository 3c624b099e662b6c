import Jobs
import Outbound
import Spool

/// Finds a picture for each `photo` job, and keeps it in the job's folder. For use by one thread.
struct PhotoDesk {
    /// Nil without a key.
    let unsplash: Unsplash?
    let gallery: Gallery
    let spool: Spool
    var random: any RandomNumberGenerator & Sendable
    private var fetches: [JobID: (attempt: Int, fetch: PhotoFetch)] = [:]
    /// Monotonic time until which Unsplash is not asked, after it refused to answer any more.
    private var limitedUntil: Duration = .zero

    /// Unsplash counts requests by the hour and does not say when one begins.
    private static let limitPause = Duration.seconds(600)

    enum Step {
        case ask(OutboundRequest)
        /// The attempt is over; `thanks` is to be asked, and its answer is of no interest.
        case report(attempt: Int, Report, thanks: OutboundRequest?)
    }

    init(
        unsplash: Unsplash?, gallery: Gallery, spool: Spool,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.unsplash = unsplash
        self.gallery = gallery
        self.spool = spool
        self.random = random
    }

    mutating func begin(_ assignment: Assignment, at now: Duration) -> Step {
        guard let unsplash else { return useGallery(for: assignment.id, assignment.attempt) }
        guard now >= limitedUntil else {
            return useGallery(for: assignment.id, assignment.attempt, note: Self.limited)
        }
        let fetch = PhotoFetch(unsplash, maximumPixels: gallery.maximumPixels)
        fetches[assignment.id] = (assignment.attempt, fetch)
        return .ask(fetch.first)
    }

    /// Nil where nobody waits for the answer.
    mutating func take(
        _ result: Result<OutboundResponse, OutboundFailure>, for id: JobID, at now: Duration
    ) -> Step? {
        guard let (attempt, started) = fetches.removeValue(forKey: id) else { return nil }
        var fetch = started
        switch fetch.take(result) {
        case .ask(let request):
            fetches[id] = (attempt, fetch)
            return .ask(request)
        case .keep(let photo, let thanks): return keep(photo, for: id, attempt, thanks: thanks)
        case .fail(let problem): return .report(attempt: attempt, Report(problem), thanks: nil)
        case .limited:
            limitedUntil = now + Self.limitPause
            return useGallery(for: id, attempt, note: Self.limited)
        }
    }

    /// Nobody wants the picture any more.
    mutating func drop(_ id: JobID) {
        fetches[id] = nil
    }

    private mutating func useGallery(for id: JobID, _ attempt: Int, note: String? = nil) -> Step {
        do throws(Problem) {
            var photo = try gallery.choose(using: &random)
            photo.credit.note = note
            return keep(photo, for: id, attempt, thanks: nil)
        } catch {
            return .report(attempt: attempt, Report(error), thanks: nil)
        }
    }

    private func keep(
        _ photo: Photo, for id: JobID, _ attempt: Int, thanks: OutboundRequest?
    ) -> Step {
        do throws(Problem) {
            let result = JobResult(
                value: try PhotoDocument(photo).text, files: [try write(photo, for: id, attempt)])
            return .report(attempt: attempt, Report(.completed(result)), thanks: thanks)
        } catch {
            return .report(attempt: attempt, Report(error), thanks: nil)
        }
    }

    private func write(_ photo: Photo, for id: JobID, _ attempt: Int) throws(Problem) -> ResultFile {
        do throws(SpoolError) {
            try spool.makeFolder(of: id)
            let writer = spool.resultWriter(for: id, attempt: attempt)
            let file = try writer.write("photo.\(photo.image.format.fileExtension)", photo.bytes)
            try writer.finish()
            return file
        } catch {
            throw Problem(
                error.code == .full ? .storageFull : .machineTrouble,
                "The picture could not be stored. Try again later.", privateDetail: "\(error)")
        }
    }

    private static let limited =
        "Unsplash answers no more requests for a while: this one is from the gallery."
}

extension Report {
    /// Of an errand, which costs no processor.
    fileprivate init(_ outcome: Outcome, privateDetail: String? = nil) {
        self.init(outcome: outcome, cpuMilliseconds: 0, peakMemoryKiB: 0, privateDetail: privateDetail)
    }

    fileprivate init(_ problem: Problem) {
        self.init(.failed(problem.code, detail: problem.detail), privateDetail: problem.privateDetail)
    }
}
