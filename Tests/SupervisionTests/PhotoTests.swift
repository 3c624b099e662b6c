import Foundation
import Jobs
import Outbound
import Spool
import TestSupport
import Testing

@testable import Supervision

/// Photos from a server that answers as Unsplash's interface is documented, and from the gallery.
@Suite struct PhotoTests {
    /// What the interface answers; `picture` takes the place of the photo's own answer.
    private static func unsplash(
        random: LocalServer.Answer? = nil,
        picture: LocalServer.Answer = .response(status: 200, body: TinyPicture.jpeg)
    ) throws -> LocalServer {
        try LocalServer { request in
            let host = "http://\(request.headers["host"] ?? "")"
            switch request.target.prefix(while: { $0 != "?" }) {
            case "/photos/random": return random ?? .response(status: 200, body: Array(Self.photo(host).utf8))
            case "/picture.jpg": return picture
            default: return .response(status: 200, body: Array("{}".utf8))
            }
        }
    }

    private static func photo(_ host: String) -> String {
        """
        {"id": "LBI7cgq3pbM", "width": 5245, "height": 3497, "alt_description": "a bowl of soup",
         "urls": {"raw": "\(host)/raw", "regular": "\(host)/picture.jpg?w=1080"},
         "user": {"name": "Ann Example", "links": {"html": "https://unsplash.com/@ann"}},
         "links": {"html": "https://unsplash.com/photos/LBI7cgq3pbM",
                   "download_location": "\(host)/photos/LBI7cgq3pbM/download?ixid=abc"}}
        """
    }

    private struct Answer: Decodable {
        var width: Int
        var height: Int
        var bytes: Int
        var format: String
        var source: String
        var attribution: String?
        var title: String?
        var author: String?
        var author_url: String?
        var page_url: String?
        var note: String?
    }

    private static func answer(_ report: Report) throws -> Answer {
        guard case .completed(let result) = report.outcome else {
            throw OutboundThreadFixture.NothingEnded()
        }
        return try JSONDecoder().decode(Answer.self, from: Data(try #require(result.value).utf8))
    }

    private static func failure(_ report: Report) -> (code: Problem.Code, detail: String)? {
        if case .failed(let code, let detail) = report.outcome { (code, detail) } else { nil }
    }

    @Test func aPhotoIsKeptWithItsAuthorAndItsUseIsCounted() throws {
        let server = try Self.unsplash()
        defer { server.stop() }
        try withOutbound(unsplash: server.url + "/") { fixture in
            let (id, report) = try fixture.fetchPhoto()
            let answer = try Self.answer(report)
            #expect(
                report.outcome.files == [ResultFile(name: "photo.jpg", bytes: Int64(TinyPicture.jpeg.count))])
            #expect(
                try Data(contentsOf: URL(filePath: fixture.spool.path(of: "photo.jpg", in: id)))
                    == Data(TinyPicture.jpeg))
            #expect(answer.width == 4 && answer.height == 3 && answer.format == "jpeg")
            #expect(answer.source == "unsplash" && answer.title == "a bowl of soup")
            #expect(answer.attribution == "Photo by Ann Example on Unsplash")
            #expect(answer.author_url == "https://unsplash.com/@ann?utm_source=platen&utm_medium=referral")
            #expect(answer.page_url?.hasSuffix("?utm_source=platen&utm_medium=referral") == true)
            #expect(eventually { server.received.contains { $0.target.hasPrefix("/photos/LBI7cgq3pbM/") } })
        }
        let asked = server.received
        let random = try #require(asked.first)
        #expect(random.target == "/photos/random?query=food")
        #expect(random.headers["authorization"] == "Client-ID the-key")
        #expect(random.headers["accept-version"] == "v1")
        let picture = try #require(asked.first { $0.target.hasPrefix("/picture.jpg") })
        #expect(picture.headers["authorization"] == nil)
        let counted = try #require(asked.first { $0.target == "/photos/LBI7cgq3pbM/download?ixid=abc" })
        #expect(counted.headers["authorization"] == "Client-ID the-key")
    }

    @Test func aRefusedKeyFailsTheJobAndSaysSo() throws {
        let server = try Self.unsplash(
            random: .response(status: 401, body: Array(#"{"errors":["OAuth error"]}"#.utf8)))
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let failure = Self.failure(try fixture.fetchPhoto().report)
            #expect(failure?.code == .photoUnavailable)
            #expect(failure?.detail.contains("key") == true)
        }
    }

    @Test func beyondTheLimitOfRequestsPicturesComeFromTheGalleryAndNobodyIsAskedForAWhile() throws {
        let server = try Self.unsplash(
            random: .response(
                status: 403, headers: ["X-Ratelimit-Remaining: 0"], body: Array("Rate Limit Exceeded".utf8)))
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            try fixture.addToGallery("tomato-soup.png", TinyPicture.png())
            for _ in 0..<2 {
                let answer = try Self.answer(try fixture.fetchPhoto().report)
                #expect(answer.source == "gallery" && answer.note != nil)
            }
        }
        #expect(server.received.count == 1)
    }

    @Test func anotherRefusalIsNoLimit() throws {
        let server = try Self.unsplash(
            random: .response(status: 403, body: Array("Missing permissions".utf8)))
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .photoUnavailable)
        }
    }

    @Test(arguments: [500, 503]) func troubleOfTheServerIsTroubleOfTheMachine(status: Int) throws {
        let server = try Self.unsplash(random: .response(status: status, body: []))
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .machineTrouble)
        }
    }

    @Test func nobodyThereIsTroubleOfTheMachine() throws {
        let server = try Self.unsplash()
        server.stop()
        try withOutbound(unsplash: server.url) { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .machineTrouble)
        }
    }

    @Test func noAnswerInTimeIsTroubleOfTheMachine() {
        var fetch = PhotoFetch(Unsplash(base: "http://127.0.0.1", key: "k"), maximumPixels: 10)
        guard case .fail(let problem) = fetch.take(.failure(OutboundFailure(.timeout, "test"))) else {
            Issue.record("it goes on")
            return
        }
        #expect(problem.code == .machineTrouble && problem.detail.contains("in time"))
    }

    @Test func aPictureWithoutEndFailsWithItsOwnCode() throws {
        let server = try Self.unsplash(picture: .endless)
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let (id, report) = try fixture.fetchPhoto()
            #expect(Self.failure(report)?.code == .photoTooLarge)
            #expect(!FileManager.default.fileExists(atPath: fixture.spool.path(of: "photo.jpg", in: id)))
        }
    }

    @Test(arguments: ["<html>no picture</html>", "GIF89a", ""])
    func whatIsNoPictureFailsWithItsOwnCode(body: String) throws {
        let server = try Self.unsplash(picture: .response(status: 200, body: Array(body.utf8)))
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .photoMalformed)
        }
    }

    @Test func aPictureOfTooManyPixelsFailsWithItsOwnCode() throws {
        let server = try Self.unsplash(
            picture: .response(status: 200, body: TinyPicture.png(width: 100_000, height: 100_000)))
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .photoTooLarge)
        }
    }

    @Test(arguments: ["not json", "[]", "{}", #"{"errors": []}"#])
    func anAnswerThatCannotBeReadFailsTheJob(body: String) throws {
        let server = try Self.unsplash(random: .response(status: 200, body: Array(body.utf8)))
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .photoUnavailable)
        }
    }

    @Test func anAnswerWithoutEndFailsTheJob() throws {
        let server = try Self.unsplash(random: .endless)
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .photoUnavailable)
        }
    }

    @Test func theKeyGoesToItsOwnHostAloneAndNothingIsFetchedInPlainTextElsewhere() {
        let unsplash = Unsplash(base: "https://api.example.org", key: "k")
        #expect(unsplash.picture("https://images.example.net/a")?.headers.isEmpty == true)
        #expect(unsplash.picture("http://images.example.net/a") == nil)
        #expect(unsplash.picture("file:///etc/passwd") == nil)
        #expect(unsplash.download("https://evil.example/download") == nil)
        #expect(unsplash.download("http://api.example.org/download") == nil)
        #expect(unsplash.download("https://api.example.org/download") != nil)
    }

    @Test func withoutAKeyAPictureComesFromTheGallery() throws {
        try withOutbound { fixture in
            try fixture.addToGallery("tomato-soup_with-cream.png", TinyPicture.png())
            try fixture.addToGallery("notes.txt", [1, 2, 3])
            let (id, report) = try fixture.fetchPhoto()
            let answer = try Self.answer(report)
            #expect(answer.source == "gallery" && answer.title == "tomato soup with cream")
            #expect(answer.attribution == "Drawn for Platen")
            #expect(FileManager.default.fileExists(atPath: fixture.spool.path(of: "photo.png", in: id)))
        }
    }

    @Test func aGalleryWithoutPicturesFailsTheJob() throws {
        try withOutbound { fixture in
            let report = try fixture.fetchPhoto().report
            #expect(Self.failure(report)?.code == .photoUnavailable)
        }
    }

    @Test func thePicturesThatAreShippedAreADozenAndSmall() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../frontend/gallery"
        ).path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count >= 12)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
            #expect(bytes.count < 60 << 10, "\(name)")
            let photo = try Photo(bytes, maximumPixels: 1_000_000, credit: PhotoCredit(source: "gallery"))
            #expect(photo.image.format == .jpeg)
        }
    }

    @Test func aDroppedErrandEndsWithoutAWord() throws {
        let server = try Self.unsplash(random: .silence)
        defer { server.stop() }
        try withOutbound(unsplash: server.url) { fixture in
            let dropped = JobID(high: 9, low: 9)
            fixture.thread.run(
                Assignment(id: dropped, attempt: 1, kind: .photo, options: JobOptions(), image: nil))
            fixture.thread.drop(dropped)
            _ = try fixture.endJob(webhook: "http://none.invalid/")
            fixture.thread.deliver()
            #expect(try fixture.nextTry().attempt.failure == .unresolved)
        }
    }
}
