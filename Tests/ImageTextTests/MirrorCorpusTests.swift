import CImageCodecs
import Jobs
import TestImages
import TestSupport
import Testing

@testable import ImageText

/// Every valid file of a corpus outside the project, flipped and flipped back.
@Suite(.enabled(if: Corpus.isThere)) struct MirrorCorpusTests {
    private static func valid(_ format: String, _ prefix: String = "") throws -> [Corpus.File] {
        try Corpus.files(prefix).filter { $0.format == format && $0.verdict == "ok" }
    }

    private func mirrored(_ file: [UInt8], name: String) throws -> [UInt8]? {
        try Fixture.with(file) { fixture in
            fixture.limits.maximumDecoderBytes = 1 << 30
            do {
                let result = try fixture.run(MirrorWork(), kind: .mirror)
                return try fixture.result(#require(result.files.first?.name))
            } catch let problem as Problem {
                // A service may be stricter than the library.
                #expect(problem.code == .tooManyPixels, "\(name): \(problem)")
                return nil
            }
        }
    }

    @Test func `a PNG flipped twice has its pixels again`() throws {
        var count = 0
        for file in try Self.valid("png", "hostile/pngsuite/") {
            let original = try file.contents()
            guard let once = try mirrored(original, name: file.name) else { continue }
            let twice = try mirrored(once, name: file.name)
            let (before, after) = (PNGFile.decode(original), PNGFile.decode(try #require(twice)))
            #expect(after.rows == before.rows, "\(file.name)")
            #expect(after.0.type == before.0.type && after.0.depth == before.0.depth, "\(file.name)")
            #expect(after.0.isInterlaced == before.0.isInterlaced, "\(file.name)")
            count += 1
        }
        #expect(count > 150)
    }

    @Test func `a JPEG flipped twice has its coefficients and its orientation again`() throws {
        var count = 0
        for file in try Self.valid("jpeg") {
            let original = try file.contents()
            guard let once = try mirrored(original, name: file.name) else { continue }
            let twice = try #require(try mirrored(once, name: file.name))
            #expect(JPEGFile.coefficients(twice) == JPEGFile.coefficients(original), "\(file.name)")
            #expect(try orientation(twice) == (try orientation(original)), "\(file.name)")
            count += 1
        }
        #expect(count > 100)
    }

    private func orientation(_ file: [UInt8]) throws -> Int32 {
        try Fixture.with(file) { fixture in
            fixture.limits.maximumDecoderBytes = 1 << 30
            return try ImageReader(path: fixture.inputPath, limits: fixture.limits).header.orientation
        }
    }
}
