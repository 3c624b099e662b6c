import Jobs
import Testing

@testable import WebAPI

@Suite("Submitting texts")
struct TextSubmissionTests {
    private let backend = FakeBackend()
    private let png = SampleImages.png(width: 6, height: 4)

    @Test("a text alone becomes a durable job")
    func alone() throws {
        for form in [
            Form([.field("text", "Ähnlich."), .field("kind", "text")]), Form([.field("text", "Ähnlich.")]),
            Form([.image(Array("Ähnlich.".utf8), name: "a.txt", field: "text")]),
        ] {
            #expect(backend.submit(form, pieceBytes: 7).status == 202)
            let sent = try #require(backend.commands.sent.last)
            #expect(sent.kind == .text)
            #expect(sent.options == JobOptions(textBytes: 9))
            #expect(sent.image == nil)
            let input = try #require(backend.inputs.left[sent.id])
            #expect(input.text == Array("Ähnlich.".utf8))
            #expect(input.bytes.isEmpty && input.keptAs == nil)
        }
    }

    @Test("with several images, each job has the text")
    func images() throws {
        let form = Form([.image(png), .image(png), .field("kind", "text"), .field("text", "a")])
        #expect(backend.submit(form).status == 202)
        #expect(backend.commands.sent.map(\.options) == [JobOptions(textBytes: 1), JobOptions(textBytes: 1)])
        #expect(backend.inputs.left.values.map(\.text) == [[97], [97]])
        #expect(backend.inputs.left.values.allSatisfy { $0.keptAs == .png })
    }

    @Test("an image alone is read for its text")
    func imageAlone() throws {
        #expect(backend.submit(Form([.image(png), .field("kind", "text")])).status == 202)
        #expect(backend.commands.sent.first?.options == JobOptions())
        #expect(backend.inputs.left.values.first?.text == nil)
    }

    @Test("with an image and no kind, the text is passed over")
    func otherKind() throws {
        #expect(backend.submit(Form([.image(png), .field("text", "a")])).status == 202)
        #expect(backend.commands.sent.first?.kind == .ocr)
        #expect(backend.inputs.left.values.first?.text == nil)
    }

    @Test("neither text nor image, or too much text, is refused")
    func refused() {
        for field in [Form.Part.field("text", ""), .field("kind", "text")] {
            let response = backend.submit(Form([.field("kind", "text"), field]))
            #expect(response.code == "missing_image")
            #expect((response.json["detail"] as? String)?.contains("the field text") == true)
        }
        let most = String(repeating: "a", count: InputText.maximumBytes)
        #expect(backend.submit(Form([.field("text", most + "a")])).code == "invalid_option")
        #expect(backend.submit(Form([.field("kind", String(most.prefix(8193)))])).code == "invalid_option")
        #expect(backend.isUntouched)
        #expect(backend.submit(Form([.field("text", most)])).status == 202)
    }

    @Test("another text under the same key is another payload")
    func fingerprint() throws {
        for text in ["one", "two", "one"] {
            _ = backend.submit(Form([.field("text", text), .field("job_id", "mine")]))
        }
        let prints = backend.commands.sent.map { $0.key?.fingerprint }
        #expect(prints.count == 3 && prints[0] == prints[2] && prints[0] != prints[1])
    }
}
