import Jobs
import Testing

@Suite struct ClientJobIDTests {
    @Test(arguments: ["a", "order-17", "A.b_c:d~e", "...", String(repeating: "x", count: 64)])
    func `a name of the set is a name`(text: String) {
        #expect(ClientJobID(text)?.text == text)
    }

    @Test(arguments: ["", ".", "..", "a b", "a/b", "é", "a\n", "a%", String(repeating: "x", count: 65)])
    func `anything else is none`(text: String) {
        #expect(ClientJobID(text) == nil)
    }

    @Test func `several jobs of a request have different names, which the store gives back`() throws {
        let name = try #require(ClientJobID(String(repeating: "x", count: 64)))
        #expect(name.of(image: 1) == name)
        let second = name.of(image: 1000)
        #expect(second.text.hasSuffix("x:1000"))
        #expect(ClientJobID(stored: second.text) == second)
        #expect(ClientJobID(stored: "a b") == nil)
    }
}
