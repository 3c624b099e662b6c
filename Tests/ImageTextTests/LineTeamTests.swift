import Jobs
import TestImages
import Testing

@testable import ImageText

/// One test: a process has one team.
@Suite struct LineTeamTests {
    private static let lines = 20

    private func page() -> [UInt8] {
        let lettering = Lettering("HELLO PLATEN 24")
        var png = PNGFile(width: lettering.width, height: lettering.height, depth: 1)
        let line = png.rows { x, y, _ in lettering.isBlack(x, y) ? 0 : 1 }
        png.height *= Self.lines
        return png.encode(rows: (0..<Self.lines).flatMap { _ in line })
    }

    private func words(_ fixture: Fixture, _ recogniser: TextRecogniser) throws -> [UInt8] {
        _ = try fixture.run(TextWork(recogniser: recogniser), kind: .ocr)
        return try fixture.result("words.json")
    }

    @Test func `a team reads lines while it may, and the words are the same to the byte`() throws {
        try Fixture.with(page()) { fixture in
            let recogniser = try TextRecogniser.asInProcessors()
            let alone = try words(fixture, recogniser)
            #expect(alone.count > 20 * Self.lines)
            recogniser.loadTeam(size: 2)
            let team = try #require(recogniser.team)
            #expect(team.size == 2)
            team.start(2)
            #expect(try words(fixture, recogniser) == alone)
            #expect(LineTeam.linesRead == 0)
            team.allow(2)
            // A machine with other work may leave the threads no time for a page as small as this.
            for _ in 0..<100 where LineTeam.linesRead == 0 {
                #expect(try words(fixture, recogniser) == alone)
            }
            let read = LineTeam.linesRead
            #expect(read > 0)
            team.allow(0)
            #expect(try words(fixture, recogniser) == alone)
            #expect(LineTeam.linesRead == read)
        }
    }

    @Test func `several languages have no team`() throws {
        let languages = try #require(Languages("eng+deu"))
        guard let recogniser = try? TextRecogniser.asInProcessors(LanguageModels(languages: languages)) else {
            return
        }
        recogniser.loadTeam(size: 1)
        #expect(recogniser.team == nil)
    }
}
