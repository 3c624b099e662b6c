import Jobs
import Testing

@testable import WebAPI

@Suite("The digest of what passes")
struct ContentHashTests {
    @Test("bytes in any pieces have the digest that the standard gives them")
    func standard() {
        var hash = ContentHash()
        for piece in ["a", "", "bc"] { hash.update(Array(piece.utf8).span) }
        // FIPS 180-2, appendix B.1
        #expect(
            hash.digest?.description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("an image is submitted with its digest, the same in one piece and in many")
    func submitted() throws {
        let backend = FakeBackend()
        let png = SampleImages.png(width: 6, height: 4, dataBytes: 5000)
        _ = backend.submit(Form([.image(png)]), pieceBytes: 100)
        _ = backend.submit(png)
        _ = backend.submit(Form([.field("kind", "sleep")]))
        var hash = ContentHash()
        hash.update(png.span)
        let expected = try #require(hash.digest)
        #expect(backend.commands.sent.map(\.digest) == [expected, expected, nil])
    }
}
