import Credentials
import Jobs
import Testing

@Suite struct SecretTokenTests {
    @Test func `each is another, and comes back from its text`() throws {
        let tokens = (0..<100).map { _ in SecretToken() }
        #expect(Set(tokens).count == 100)
        for token in tokens {
            #expect(token.text.utf8.count == 64)
            #expect(SecretToken(token.text) == token)
            #expect(SecretToken(key: token.keyText) == token)
        }
    }

    /// By `printf 0000…0 | sha256sum`.
    @Test func `the digest is SHA-256 of the text`() throws {
        let token = try #require(SecretToken(String(repeating: "0", count: 64)))
        #expect(
            token.digest.description == "60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55")
    }

    @Test(arguments: [
        "", "0", String(repeating: "g", count: 64), String(repeating: "A", count: 64),
        String(repeating: "0", count: 63), String(repeating: "0", count: 65),
        String(repeating: "٠", count: 32),
    ])
    func `what none can be is none`(text: String) {
        #expect(SecretToken(text) == nil)
        #expect(SecretToken(key: "pk_\(text)") == nil)
        #expect(SecretToken(key: text) == nil)
    }

    @Test func `a key without its prefix is none`() {
        #expect(SecretToken(key: SecretToken().text) == nil)
    }
}
