import Testing

@testable import Client

@Suite struct HotFolderTests {
    private func file(_ name: String, bytes: Int64 = 1, modified: Int64 = 1) -> FolderFile {
        FolderFile(name: name, look: FolderFile.Look(bytes: bytes, modified: modified))
    }

    private func hot(_ records: [String: HotFolder.Record] = [:]) -> HotFolder {
        HotFolder(order: "kind=ocr", settle: .seconds(2), records: records)
    }

    @Test func `an image is due once it has stood unchanged for long enough, and only once`() {
        var folder = hot()
        #expect(folder.see([file("a.png")], at: .seconds(0)) == [])
        #expect(folder.see([file("a.png")], at: .seconds(1)) == [])
        #expect(folder.see([file("a.png", bytes: 2)], at: .seconds(2)) == [])
        #expect(folder.see([file("a.png", bytes: 2)], at: .seconds(3)) == [])
        #expect(folder.see([file("a.png", bytes: 2)], at: .seconds(4)) == ["a.png"])
        #expect(folder.see([file("a.png", bytes: 2)], at: .seconds(9)) == [])
    }

    @Test func `an image that is done stays done until it changes`() {
        var folder = hot()
        done("a.png", written: ["a.png.txt"], in: &folder)
        let all = [file("a.png"), file("a.png.txt")]
        #expect(folder.see(all, at: .seconds(20)) == [])
        #expect(folder.see([file("a.png", modified: 2)], at: .seconds(21)) == [])
        #expect(folder.see([file("a.png", modified: 2)], at: .seconds(23)) == ["a.png"])
        #expect(folder.written(of: "a.png") == ["a.png.txt"])
    }

    private func done(_ name: String, written: [String], in folder: inout HotFolder) {
        _ = folder.see([file(name)], at: .seconds(0))
        #expect(folder.see([file(name)], at: .seconds(10)) == [name])
        folder.ended(name, written: written, problem: nil)
    }

    @Test func `a restart with what was remembered does nothing again`() {
        var first = hot()
        done("a.png", written: ["a.png.txt"], in: &first)
        var second = hot(first.records)
        for second_ in 0..<10 { #expect(second.see([file("a.png")], at: .seconds(second_)) == []) }
        #expect(!second.isBusy)
    }

    @Test func `another order does all images again`() {
        var first = hot()
        done("a.png", written: [], in: &first)
        var second = HotFolder(order: "kind=ascii", settle: .zero, records: first.records)
        #expect(second.see([file("a.png")], at: .seconds(0)) == [])
        #expect(second.see([file("a.png")], at: .seconds(1)) == ["a.png"])
    }

    @Test func `results that are images are not taken for new ones, as long as they are there`() {
        var folder = hot()
        done("a.png", written: ["a.png.mirror.png"], in: &folder)
        for time in 11..<20 { #expect(folder.see([file("a.png.mirror.png")], at: .seconds(time)) == []) }
        #expect(folder.records.count == 1)
        _ = folder.see([], at: .seconds(20))
        #expect(folder.records.isEmpty)
    }

    @Test func `an image that was postponed is tried again`() {
        var folder = hot()
        _ = folder.see([file("a.png")], at: .seconds(0))
        #expect(folder.see([file("a.png")], at: .seconds(2)) == ["a.png"])
        folder.postponed("a.png")
        _ = folder.see([file("a.png")], at: .seconds(3))
        #expect(folder.isBusy)
        #expect(folder.see([file("a.png")], at: .seconds(5)) == ["a.png"])
    }

    @Test func `hidden files, other files and files being written are passed over`() {
        var folder = HotFolder(order: "", settle: .zero)
        let files = [".a.png", "a.txt", "a.png.part", "png", "B.JPEG", "c.jpg"].map { file($0) }
        _ = folder.see(files, at: .seconds(0))
        #expect(folder.see(files, at: .seconds(1)) == ["B.JPEG", "c.jpg"])
    }
}
