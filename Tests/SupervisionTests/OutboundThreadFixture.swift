import Documents
import Foundation
import Glibc
import JobStore
import Jobs
import Logging
import Outbound
import Spool
import Synchronization
import TestSupport
import Testing

@testable import Supervision

/// The outbound thread on a store and a spool of its own, with names that lead where the test says.
final class OutboundThreadFixture {
    let writer: StoreWriter
    let reader: StoreReader
    let spool: Spool
    let thread: OutboundThread
    let secret: WebhookSecret
    let folder: String
    private var ends: [OutboundThread.End] = []

    /// In a fresh `folder`, with Unsplash's interface at `unsplash` unless that is nil; webhooks may reach `allowed` beside
    /// public addresses, and hosts have the addresses of `names`.
    init(
        in folder: String, unsplash: String? = nil, allowed: AddressRanges = .everything,
        names: [String: [String]] = [:], maximumPixels: Int = 1_000_000
    ) throws {
        self.folder = folder
        writer = try StoreWriter(path: "\(folder)/platen.sqlite")
        reader = try StoreReader(path: "\(folder)/platen.sqlite")
        spool = Spool(folder: "\(folder)/spool")
        try spool.prepare()
        var generator = SplitMix64(state: 5)
        secret = WebhookSecret(using: &generator)
        let gallery = Gallery(folder: "\(folder)/gallery", isShipped: true, maximumPixels: maximumPixels)
        thread = try OutboundThread(
            photos: PhotoDesk(
                unsplash: unsplash.map { Unsplash(base: $0, key: "the-key") }, gallery: gallery, spool: spool,
                random: SplitMix64(state: 2)),
            webhooks: WebhookDesk(reader: reader, signer: WebhookSigner(secret: secret), allowed: allowed),
            resolver: FakeResolver(names: names),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        thread.start()
    }

    /// Puts a picture into the gallery.
    func addToGallery(_ name: String, _ bytes: [UInt8]) throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder)/gallery", withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: "\(folder)/gallery/\(name)"))
    }

    /// A job that has ended, whose end the receiver at `url` is to be told.
    func endJob(webhook url: String) throws -> Submission {
        let job = Self.job(webhook: url)
        try writer.commit(Self.life(of: job))
        return job
    }

    /// The same for several jobs, in one commit.
    func endJobs(webhooks urls: [String]) throws {
        try writer.commit(urls.flatMap { Self.life(of: Self.job(webhook: $0)) })
    }

    private static func job(webhook url: String) -> Submission {
        var generator = SystemRandomNumberGenerator()
        var job = Submission(
            id: JobID(at: .init(milliseconds: 1), using: &generator), user: .guest, kind: .sleep,
            options: JobOptions(), image: nil, fileName: nil, submittedAt: Timestamp(milliseconds: 1))
        job.webhook = Webhook(url)
        return job
    }

    private static func life(of job: Submission) -> [StoreChange] {
        [
            .submit(job), .start(job.id, attempt: 1, at: Timestamp(milliseconds: 2)),
            .settle(
                job.id, .completed, at: Timestamp(milliseconds: 3), problem: nil, result: JobResult(),
                attempt: nil),
        ]
    }

    /// What ends next; waits for it for half a minute at most.
    func nextEnd() throws -> OutboundThread.End {
        var descriptor = pollfd(fd: thread.finished.descriptor, events: Int16(POLLIN), revents: 0)
        while ends.isEmpty {
            guard unsafe poll(&descriptor, 1, 30_000) > 0 else { throw NothingEnded() }
            ends = thread.takeEnds()
        }
        return ends.removeFirst()
    }

    struct NothingEnded: Error {}

    /// What became of the next delivery that was tried.
    func nextTry() throws -> (delivery: Delivery, attempt: DeliveryTry, retryAfter: Duration?) {
        guard case .tried(let delivery, let attempt, let retryAfter) = try nextEnd() else {
            throw NothingEnded()
        }
        return (delivery, attempt, retryAfter)
    }

    /// The report of an errand for a photo.
    func fetchPhoto() throws -> (id: JobID, report: Report) {
        var generator = SystemRandomNumberGenerator()
        let id = JobID(at: .init(milliseconds: 1), using: &generator)
        thread.run(Assignment(id: id, attempt: 1, kind: .photo, options: JobOptions(), image: nil))
        guard case .errand(id, attempt: 1, let report) = try nextEnd() else { throw NothingEnded() }
        return (id, report)
    }
}

/// Runs `body` with the thread, which has ended when this returns.
func withOutbound(
    unsplash: String? = nil, allowed: AddressRanges = .everything, names: [String: [String]] = [:],
    maximumPixels: Int = 1_000_000, _ body: (OutboundThreadFixture) throws -> Void
) throws {
    try withTemporaryFolder { folder in
        let fixture = try OutboundThreadFixture(
            in: folder, unsplash: unsplash, allowed: allowed, names: names, maximumPixels: maximumPixels)
        defer { fixture.thread.close() }
        try body(fixture)
    }
}

/// Addresses are their own; nobody else is asked.
private struct FakeResolver: NameResolving {
    let names: [String: [String]]

    func resolve(_ host: String, completion: @escaping @Sendable ([IPAddress]) -> Void) {
        let texts = names[host] ?? [host]
        completion(texts.compactMap { IPAddress($0) })
    }
}

/// Pictures as far as their headers are read.
enum TinyPicture {
    static func png(width: Int = 4, height: Int = 3) -> [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        bytes += Array("IHDR".utf8) + word(width) + word(height) + [8, 2, 0, 0, 0, 0, 0, 0, 0]
        return bytes + [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    }

    static let jpeg: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 3, 0, 4, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1,
        2, 3,
        0xFF, 0xD9,
    ]

    private static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
