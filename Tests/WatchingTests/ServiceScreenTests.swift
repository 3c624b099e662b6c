import Foundation
import Jobs
import Testing

@testable import Watching

@Suite struct ServiceScreenTests {
    private static func view(jobs: Int) -> ServiceView {
        var view = ServiceView()
        view.dataFolder = "/srv/platen/data"
        (view.processorsWanted, view.processorsAlive, view.running) = (jobs, jobs + 1, jobs)
        view.jobs = (0..<jobs).map { slot in
            ServiceView.RunningJob(
                slot: slot, processID: 100, id: JobID(high: 1, low: UInt64(slot)), kind: .ascii, attempt: 1,
                stage: .recognising, progress: 0.5, heldSeconds: 61)
        }
        return view
    }

    private static func texts(_ view: ServiceView, columns: Int = 100, rows: Int? = nil) -> [String] {
        ServiceScreen(columns: columns, rows: rows).lines(view).map(\.text)
    }

    @Test func `A service at rest says so`() {
        let texts = Self.texts(Self.view(jobs: 0))
        #expect(texts[0] == "Platen  /srv/platen/data")
        #expect(texts[1] == "processors  0 busy of 0 wanted, 1 alive")
        #expect(texts[2] == "waiting     0")
        #expect(texts[3] == "users       0")
        #expect(texts.last == "No job runs.")
    }

    @Test func `What waits is told by kind, most first, with the longest wait`() {
        var view = Self.view(jobs: 0)
        (view.waiting, view.oldestWaitSeconds) = (12, 185)
        view.waitingByKind = ["ascii": 2, "ocr": 10]
        #expect(Self.texts(view)[2] == "waiting     12   oldest 3 min 5 s   ocr 10  ascii 2")
    }

    @Test func `Users are counted, and those with the most jobs named, most first, equals by name`() {
        var view = Self.view(jobs: 0)
        view.users = 1200
        view.jobsByUser = ["bob": 3, "ann": 3, "zoe@example.org": 70]
        #expect(Self.texts(view)[3] == "users       1200   zoe@example.org 70  ann 3  bob 3")
    }

    @Test func `A user's long name leaves room for the others`() {
        var view = Self.view(jobs: 0)
        (view.users, view.jobsByUser) = (
            2, [String(repeating: "x", count: 64): 2, "12345678901234567890": 1]
        )
        #expect(Self.texts(view)[3] == "users       2   xxxxxxxxxxxxxxxxxxx~ 2  12345678901234567890 1")
    }

    @Test func `For programs the users stand beside the kinds`() throws {
        var view = Self.view(jobs: 0)
        (view.users, view.jobsByUser, view.waitingByKind) = (9, ["ann": 2], ["ocr": 2])
        let text = try JSONEncoder().encode(view)
        let object = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
        #expect(object["users"] as? Int == 9)
        #expect(object["jobs_by_user"] as? [String: Int] == ["ann": 2])
    }

    @Test func `A job's row shows kind, end of the id, stage, bar, part, time and attempt`() {
        let row = Self.texts(Self.view(jobs: 1), columns: 80).last
        #expect(
            row == "   0 ascii  00000000 recognising ############............  50 %   1 min 1 s  1")
    }

    @Test(arguments: [1, 2, 10, 20, 40, 60, 80, 120, 500])
    func `No line is wider than the window`(columns: Int) {
        var view = Self.view(jobs: 3)
        view.dataFolder = String(repeating: "long/", count: 100)
        view.waitingByKind = ["ocr": .max]
        view.jobsByUser = [String(repeating: "x", count: 64): .max]
        for text in Self.texts(view, columns: columns) { #expect(text.count <= columns) }
        let error = ServiceScreen(columns: columns).lines(WatchError.notRunning(view.dataFolder))
        for line in error { #expect(line.text.count <= columns) }
    }

    @Test func `A heading stands over its column`() throws {
        for columns in [50, 80, 200] {
            let texts = Self.texts(Self.view(jobs: 1), columns: columns)
            let heading = try #require(texts.first { $0.contains("STAGE") })
            let row = try #require(texts.last)
            let place = try #require(heading.range(of: "STAGE")).lowerBound
            #expect(row[place...].hasPrefix("recognising"))
        }
    }

    @Test(arguments: [1, 5, 8, 24])
    func `More processors than rows are counted instead of shown`(rows: Int) throws {
        let texts = Self.texts(Self.view(jobs: 200), rows: rows)
        #expect(texts.count == rows)
        guard rows > 8 else { return }
        #expect(try #require(texts.last).hasPrefix("and \(200 - (rows - 9)) more"))
    }

    @Test func `As many processors as rows are all shown`() {
        let texts = Self.texts(Self.view(jobs: 16), rows: 24)
        #expect(texts.count == 24)
        #expect(texts.last?.contains("recognising") == true)
    }

    @Test func `Without a height everything is shown`() {
        #expect(Self.texts(Self.view(jobs: 300)).count == 308)
    }

    @Test func `What a terminal would obey is not printed`() {
        var view = Self.view(jobs: 0)
        view.dataFolder = "/a\u{1B}[2J\r\n\u{202E}b"
        #expect(Self.texts(view)[0] == "Platen  /a?[2J??b")
    }

    @Test func `An unknown kind and stage are a question mark`() {
        var view = Self.view(jobs: 1)
        view.jobs[0].kind = nil
        view.jobs[0].stage = nil
        #expect(Self.texts(view, columns: 80).last?.hasPrefix("   0 ?      00000000 ?  ") == true)
    }

    @Test func `Processors that are not ready are an alarm`() {
        var view = Self.view(jobs: 0)
        view.isReady = false
        #expect(ServiceScreen(columns: 80).lines(view).contains { $0.style == .alarm })
    }

    @Test(arguments: [
        (0, "0.0 s"), (4.25, "4.2 s"), (59.99, "59.9 s"), (60, "1 min 0 s"), (3661, "1 h 1 min"),
        (90_000, "1 d 1 h"), (.nan, "?"), (.infinity, "?"), (-3, "0.0 s"),
    ])
    func `Times read as people say them`(seconds: Double, text: String) {
        #expect(ServiceScreen.time(seconds) == text)
    }

    @Test func `Only lines with a style carry codes`() {
        #expect(Line("a").coloured == "a")
        #expect(Line("a", .title).coloured == "\u{1B}[1ma\u{1B}[0m")
    }
}
