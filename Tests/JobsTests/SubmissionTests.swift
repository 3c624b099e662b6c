import Jobs
import Testing

@Suite struct SubmissionTests {
    @Test(
        arguments: [
            ("scan.png", "scan.png"), ("/home/me/scan.png", "scan.png"), ("C:\\me\\scan.png", "scan.png"),
            ("../../etc/passwd", "passwd"), ("a/", "a"), ("", ""), (".", ""), ("..", ""), ("a/..", ""),
            ("\u{202E}..", ""), ("...", "..."),
            ("scan\u{202E}gnp.exe", "scangnp.exe"), ("a\u{2066}b\u{200F}c\u{2028}d", "abcd"),
            ("👩\u{200D}🔬.png", "👩\u{200D}🔬.png"), ("///", ""),
            ("a\r\nb\0c\u{1B}[31m", "abc[31m"),
            ("Größe 📄.jpg", "Größe 📄.jpg"), ("  two  words ", "  two  words "),
        ])
    func aFileNameIsForDisplayAlone(name: String, shown: String) {
        #expect(submission(fileName: name).fileName == shown)
    }

    @Test func aLongFileNameIsCutBetweenCharacters() throws {
        let kept = try #require(submission(fileName: String(repeating: "字", count: 300)).fileName)
        #expect(kept == String(repeating: "字", count: 85))
        let ascii = try #require(submission(fileName: String(repeating: "x", count: 300)).fileName)
        #expect(ascii.utf8.count == Submission.maximumFileNameBytes)
    }

    @Test func aShownNameStaysAsItIsWhenShownAgain() {
        for _ in 0..<200 {
            let once = submission(fileName: RandomValues.text(bytes: 2000)).fileName
            #expect(submission(fileName: once).fileName == once)
        }
    }

    @Test func aSubmissionMayHaveNoFileName() {
        #expect(submission(fileName: nil).fileName == nil)
    }

    private func submission(fileName: String?) -> Submission {
        Submission(
            id: JobID(high: 1, low: 2), user: .guest, kind: .ocr, options: JobOptions(), image: nil,
            fileName: fileName, submittedAt: Timestamp(milliseconds: 0))
    }
}
