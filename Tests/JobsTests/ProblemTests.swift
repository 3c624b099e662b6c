import Foundation
import Jobs
import Testing

@Suite struct ProblemTests {
    @Test func everyCodeIsThereOnceAndNamedForItsMember() throws {
        let codes = try declaredCodes()
        #expect(codes.count > 20)
        #expect(Set(codes.map(\.code)).count == codes.count, "a code is declared twice")
        for (member, code) in codes { #expect(code == Self.snakeCase(member)) }
    }

    @Test func aCodeIsJSONText() throws {
        let json = try JSONEncoder().encode([Problem.Code.badImage])
        #expect(String(decoding: json, as: UTF8.self) == #"["bad_image"]"#)
        #expect(try JSONDecoder().decode([Problem.Code].self, from: json) == [.badImage])
    }

    /// The declarations in the source, since static members cannot be listed.
    private func declaredCodes() throws -> [(member: String, code: String)] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Jobs/Problem.swift").standardized
        let source = try String(contentsOf: file, encoding: .utf8)
        return source.matches(of: /static let (\w+) = Self\(rawValue: "([^"]*)"\)/)
            .map { (member: String($0.1), code: String($0.2)) }
    }

    private static func snakeCase(_ member: String) -> String {
        member.replacing(/[A-Z]+/) { "_" + $0.output.lowercased() }
    }
}
