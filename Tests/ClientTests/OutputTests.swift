import Foundation
import Jobs
import Synchronization
import Testing

@testable import Client

@Suite struct OutputTests {
    private func job(_ id: String, _ state: String, progress: Double? = nil) throws -> RemoteJob {
        let shown = progress.map { #","progress":\#($0),"stage":"recognise""# } ?? ""
        return try RemoteJob(json: Array(#"{"id":"\#(id)","state":"\#(state)","kind":"ocr"\#(shown)}"#.utf8))
    }

    private func image(_ number: Int, _ name: String) -> Item {
        Item(number: number, source: .image(.file(name), key: .fixed("k")), base: name)
    }

    @Test func `each item under way has a bar, and the rest is counted`() throws {
        let underWay = [
            ItemBoard.UnderWay(
                item: image(1, "long/path/to/a.png"),
                stage: .waiting(try job("1", "processing", progress: 0.5))),
            ItemBoard.UnderWay(item: image(2, "b.png"), stage: .waiting(try job("2", "pending"))),
            ItemBoard.UnderWay(item: image(3, "c.png"), stage: .sending, trouble: "Nobody is there."),
        ]
        let lines = ProgressLines(columns: 120, rows: 24).lines(underWay, done: 4, failed: 1, toCome: 90)
        #expect(lines.count == 4)
        #expect(lines[0].hasSuffix("[##########··········]   50 %  recognise"))
        #expect(lines[1].hasSuffix("pending"))
        #expect(lines[2].hasSuffix("trying again: Nobody is there."))
        #expect(lines[3] == "4 done, 1 failed, 90 to come")
    }

    @Test func `no more lines than the terminal has, and none wider`() {
        let underWay = (1...50).map {
            ItemBoard.UnderWay(item: image($0, "a long name number \($0).png"))
        }
        let lines = ProgressLines(columns: 30, rows: 10).lines(underWay, done: 0, failed: 0, toCome: 0)
        #expect(lines.count == 9)
        #expect(lines.allSatisfy { $0.count <= 30 })
        #expect(lines.last?.contains("50 under way") == true)
    }

    @Test func `an interruption names the jobs that go on and how to come back to them`() throws {
        let plan = ItemPlan(
            waits: true, selection: .named(["words"]),
            folder: try ResultFolder(path: FileManager.default.temporaryDirectory.path, replaces: true))
        let farewell = Farewell(
            underWay: [
                ItemBoard.UnderWay(item: image(1, "a.png"), stage: .waiting(try job("id-1", "pending"))),
                ItemBoard.UnderWay(item: image(2, "b.png"), stage: .sending),
            ], waiting: 3, plan: plan)
        #expect(
            farewell.text == """
                Stopped.
                A job goes on:
                  platen wait id-1 --output \(FileManager.default.temporaryDirectory.path) --force --format words
                Being sent, and perhaps accepted (platen jobs tells): b.png.
                3 were not sent.

                """)
    }

    @Test func `lines for programs are JSON whatever the file is called`() throws {
        let written = Mutex<[UInt8]>([])
        let output = ClientOutput(write: { bytes in written.withLock { $0 += bytes } }, remark: { _ in })
        let report = ItemReport(output: output, isJSON: true, hasHeadings: true)
        let name = "a\"\\\n\u{1}é.png"
        report.write(ItemBoard.Ended(item: image(1, name), end: .submitted(try job("1", "pending"))))
        report.write(
            ItemBoard.Ended(item: image(2, name), end: .failed(Problem(.badImage, "\"No\"\t"), nil)))
        let lines = written.withLock { String(decoding: $0, as: UTF8.self) }.split(separator: "\n")
        #expect(lines.count == 2)
        let objects = try lines.map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        #expect(objects[0]?["file"] as? String == #"a"\??é.png"#)
        #expect((objects[0]?["job"] as? [String: Any])?["id"] as? String == "1")
        #expect(objects[1]?["event"] as? String == "failed")
        #expect((objects[1]?["problem"] as? [String: Any])?["detail"] as? String == "\"No\"\t")
    }

    @Test func `exit statuses tell a failed job from a service that is away`() throws {
        let job = try job("1", "completed")
        let well = ItemEnd.completed(job, [])
        let failed = ItemEnd.failed(Problem(.badImage, ""), job)
        let away = ItemEnd.failed(Problem(.serviceNotReached, ""), job)
        #expect(ExitStatus(of: [well]) == .allWell)
        #expect(ExitStatus(of: [well, failed]) == .someFailed)
        #expect(ExitStatus(of: [away, failed, well]) == .notReached)
        #expect(ExitStatus(of: Problem(.invalidAddress, "")) == .usage)
    }

    @Test func `the address is the named one, else that of a service on this machine`() throws {
        func text(_ environment: [String: String]) throws -> String {
            try ServiceAddress(environment: environment).text
        }
        #expect(try text([:]) == "http://127.0.0.1:8080")
        #expect(try text(["PORT": "9000", "PLATEN_URL": ""]) == "http://127.0.0.1:9000")
        #expect(try text(["PLATEN_PORT": "9001", "PORT": "9000"]) == "http://127.0.0.1:9001")
        #expect(try text(["PLATEN_URL": "https://ocr.example/platen/"]) == "https://ocr.example/platen")
        #expect(try ServiceAddress("https://me:s3cret@ocr.example/x").shown == "https://ocr.example/x")
        for wrong in ["localhost:8080", "ftp://a", "http://", "nonsense", "http://a/?b"] {
            #expect(throws: Problem.self) { try text(["PLATEN_URL": wrong]) }
        }
        #expect(throws: Problem.self) {
            try ServiceAddress.apiKey(environment: ["PLATEN_API_KEY": "a\r\nX: b"])
        }
        #expect(try ServiceAddress.apiKey(environment: ["PLATEN_API_KEY": "abc"]) == "abc")
    }
}
