import Foundation
import Jobs
import TestImages
import Testing

@testable import ImageText

@Suite struct SizeWorkTests {
    private struct Answer: Decodable, Equatable {
        var bytes: Int
        var kb: String
        var width: Int
        var height: Int
        var format: String
    }

    private func answer(_ file: [UInt8], limit: Int = 1_000_000) throws -> Answer {
        try Fixture.with(file) { fixture in
            fixture.limits.maximumPixels = limit
            let result = try fixture.run(SizeWork(), kind: .size)
            #expect(result.files.isEmpty)
            return try JSONDecoder().decode(Answer.self, from: Data(try #require(result.value).utf8))
        }
    }

    @Test func `bytes, rounded kilobytes, dimensions and format are told`() throws {
        let png = PNGFile(width: 30, height: 20).encode { _, _, _ in 9 }
        #expect(
            try answer(png) == Answer(bytes: png.count, kb: "0kb", width: 30, height: 20, format: "png"))
        let jpeg =
            JPEGFile(width: 31, height: 21).encode { _, _, _ in 9 } + [UInt8](repeating: 0, count: 1100)
        let expected = "\((jpeg.count + 512) / 1024)kb"
        #expect(
            try answer(jpeg) == Answer(bytes: jpeg.count, kb: expected, width: 31, height: 21, format: "jpeg")
        )
        #expect(["1kb", "2kb"].contains(expected))
    }

    @Test func `pixels are not looked at`() throws {
        let file = PNGFile(width: 300, height: 300).encode { x, y, _ in x * y % 256 }
        let cut = Array(file.prefix(file.count / 3))
        #expect(try answer(cut, limit: 10).width == 300)
    }

    @Test func `a broken header is a bad image`() throws {
        var file = PNGFile(width: 30, height: 20).encode { _, _, _ in 9 }
        file[18] ^= 1
        try Fixture.with(file) { fixture in
            let problem = try #require(throws: Problem.self) { try fixture.run(SizeWork(), kind: .size) }
            #expect(problem.code == .badImage)
        }
    }
}
