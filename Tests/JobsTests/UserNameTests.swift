import Foundation
import Jobs
import Testing

@Suite struct UserNameTests {
    @Test(arguments: ["a", "guest", "Ann.O-Nym_7@example.org+x", "0", String(repeating: "z", count: 64)])
    func namesThatUsersMayHave(text: String) {
        #expect(UserName(text)?.text == text)
    }

    @Test(
        arguments: [
            "", " ", "a b", "a/b", "é", "a\n", "a\0", "a\u{1B}[31m", "<b>", "a;b", "a'b", "📄", "a%20",
            String(repeating: "z", count: 65),
        ])
    func namesThatUsersMayNotHave(text: String) {
        #expect(UserName(text) == nil)
    }

    @Test func everyByteIsJudgedByTheRule() {
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@+".utf8)
        for byte in UInt8(0)...127 {
            #expect((UserName(String(UnicodeScalar(byte))) != nil) == allowed.contains(byte))
        }
    }

    @Test func jsonIsTheTextAndIsChecked() throws {
        let json = try JSONEncoder().encode([UserName.guest])
        #expect(String(decoding: json, as: UTF8.self) == #"["guest"]"#)
        #expect(try JSONDecoder().decode([UserName].self, from: json) == [.guest])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([UserName].self, from: Data(#"["a b"]"#.utf8))
        }
    }
}
