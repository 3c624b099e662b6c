import Credentials
import Testing

@Suite struct PasswordHashTests {
    @Test func `a password matches its hash and no other does`() throws {
        let password = try #require(Password("correct horse"))
        let hash = try #require(PasswordHash(of: password))
        #expect(hash.text.hasPrefix("$y$"))
        #expect(hash.matches("correct horse"))
        for wrong in ["correct horsf", "correct hors", "Correct horse", "", "correct horse "] {
            #expect(!hash.matches(wrong), "\(wrong)")
        }
    }

    @Test func `the same password twice, the hashes differ by their salt`() throws {
        let password = try #require(Password("correct horse"))
        #expect(PasswordHash(of: password) != PasswordHash(of: password))
    }

    @Test(arguments: ["", "!", "$y$", "$y$j9T$short", "*0", "plain text"])
    func `what is no hash matches nothing`(text: String) {
        #expect(!PasswordHash(text: text).matches("correct horse"))
        #expect(!PasswordHash(text: text).matches(""))
    }

    @Test(arguments: ["", "1234567", "12345678\0", String(repeating: "x", count: 257)])
    func `too short, too long or with a zero byte, it is no password`(text: String) {
        #expect(Password(text) == nil)
    }

    @Test(arguments: ["12345678", "pässwörd", String(repeating: "x", count: 256)])
    func `within the bounds it is one`(text: String) throws {
        let password = try #require(Password(text))
        #expect(try #require(PasswordHash(of: password)).matches(text))
    }
}
