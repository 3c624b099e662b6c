import Foundation
import Jobs
import Logging
import Spool
import TestSupport
import Testing

@testable import WebAPI

@Suite("Forms of recognised texts")
struct FormTests {
    private let backend = FakeBackend()
    private static let words = """
        {"language":"eng","pages":[
        {"number":1,"width":90,"height":40,"orientation":1,"words":[{"text":"Hi","confidence":91.5,"box":[1,2,30,20],\
        "block":1,"paragraph":1,"line":1,"noise":false}]},
        {"number":2,"width":90,"height":40,"orientation":1,"words":[]}
        ],"mean_confidence":92}

        """

    private func job(
        state: JobState = .completed, files: [String] = ["text.txt", "words.json"], format: ImageFormat = .png
    ) -> Job {
        let submission = Submission(
            id: JobID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001), user: .guest, kind: .ocr,
            options: JobOptions(), image: InputImage(format: format, bytes: 9, width: 90, height: 40),
            fileName: nil, submittedAt: FakeBackend.now)
        return Job(
            sequence: 1, submission: submission, state: state,
            result: JobResult(files: files.map { ResultFile(name: $0, bytes: 1) }))
    }

    @Test("a form that is not there yet is made and then served by nginx", arguments: ResultForm.allCases)
    func made(form: ResultForm) {
        backend.jobs.add(job())
        let path = "/results/\(job().id)/\(form.fileName)"
        #expect(backend.get(path).header("X-Accel-Redirect") == path)
        #expect(backend.forms.made == [form])
    }

    @Test("nothing is made of a job that has not ended, has no words, or of another file")
    func notMade() {
        backend.jobs.add(job(state: .processing))
        #expect(backend.get("/results/\(job().id)/page.tsv").code == "unknown_job")
        let other = FakeBackend()
        other.jobs.add(job(files: ["text.txt"]))
        #expect(other.get("/results/\(job().id)/page.tsv").code == "unknown_job")
        #expect(other.get("/results/\(job().id)/page.doc").code == "unknown_job")
        #expect(backend.forms.made.isEmpty && other.forms.made.isEmpty)
    }

    /// A spool in which the job has left `words`.
    private func withSpool(_ words: String, _ body: (Spool, SpooledForms) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let spool = Spool(folder: "\(folder)/spool")
            try spool.prepare()
            try spool.makeFolder(of: job().id)
            _ = try spool.resultWriter(for: job().id, attempt: 1).write("words.json", Array(words.utf8))
            try body(spool, SpooledForms(spool: spool, limits: ServiceSettings.Limits()))
        }
    }

    @Test("a form is written from the words of all pages")
    func pages() throws {
        try withSpool(Self.words) { spool, forms in
            try forms.make(.tsv, of: job())
            let bytes = try #require(try spool.contents(of: "page.tsv", in: job().id, maximumBytes: 10_000))
            let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            #expect(rows.map { $0.prefix(1) } == ["l", "1", "2", "3", "4", "5", "1"])
            #expect(rows[5].hasSuffix("\t91.5\tHi"))
            try forms.make(.tsv, of: job())  // again, in place of the first
        }
    }

    @Test(
        "words that no sound processor writes make no form, and do no harm",
        arguments: [
            words.replacing("[1,2,30,20]", with: "[9223372036854775807,2,9223372036854775807,20]"),
            words.replacing("[1,2,30,20]", with: "[1]"),
            words.replacing("\"width\":90", with: "\"width\":-9"),
            words.replacing("\"orientation\":1", with: "\"orientation\":0"), "x\nnonsense\ny",
        ])
    func hostile(words: String) throws {
        try withSpool(words) { spool, forms in
            let problem = try #require(throws: Problem.self) { try forms.make(.hocr, of: job()) }
            #expect(problem.code == .internalError)
            #expect(try spool.contents(of: "page.hocr", in: job().id, maximumBytes: 10_000) == nil)
        }
    }

    @Test(
        "a PDF of what no PDF can hold as it is has to be made with the job",
        arguments: [ImageFormat.png, .tiff])
    func noPicture(format: ImageFormat) throws {
        try withSpool(Self.words) { _, forms in
            let problem = try #require(throws: Problem.self) { try forms.make(.pdf, of: job(format: format)) }
            #expect(problem.code == .formUnavailable)
        }
    }

    @Test("languages are those whose models lie in the folder")
    func installed() throws {
        try withTemporaryFolder { folder in
            for name in ["eng.traineddata", "chi_sim.traineddata", "osd.traineddata", "pdf.ttf"] {
                try Data().write(to: URL(filePath: "\(folder)/\(name)"))
            }
            #expect(try InstalledLanguages(folder: folder).installed() == ["chi_sim", "eng"])
        }
    }

    @Test("a language that is not installed is refused before anything is written")
    func unknownLanguage() {
        let png = SampleImages.png(width: 6, height: 4)
        let response = backend.submit(Form([.image(png), .field("language", "eng+tlh")]))
        #expect(response.status == 422 && response.code == "unknown_language")
        #expect((response.json["detail"] as? String)?.contains("deu, eng") == true)
        #expect(backend.isUntouched)
        #expect(backend.submit(Form([.image(png), .field("language", "deu+eng")])).status == 202)
    }
}
