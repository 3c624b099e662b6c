import Testing

@testable import WebAPI

@Suite("Part head")
struct PartHeadTests {
    @Test("a file field has a name and a file name")
    func file() {
        let head = PartHead(disposition: #" form-data; name="image"; filename="scan 1.png""#)
        #expect(head?.name == "image")
        #expect(head?.fileName == "scan 1.png")
    }

    @Test("the extended file name wins over the plain one")
    func extended() {
        let text = #"form-data; name="image"; filename="x.png"; filename*=UTF-8''na%C3%AFve%20.png"#
        #expect(PartHead(disposition: text)?.fileName == "na\u{ef}ve .png")
    }

    @Test("an extended file name of another encoding is passed over")
    func otherEncoding() {
        let text = #"form-data; name="image"; filename="x.png"; filename*=latin1''%E9.png"#
        #expect(PartHead(disposition: text)?.fileName == "x.png")
    }

    @Test("a plain field has no file name")
    func field() {
        let head = PartHead(disposition: "form-data; name=kind")
        #expect(head?.name == "kind")
        #expect(head?.fileName == nil)
    }
}
