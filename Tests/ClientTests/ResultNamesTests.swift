import Testing

@testable import Client

@Suite struct ResultNamesTests {
    @Test func `names that no two inputs share are those of the files without their endings`() {
        #expect(
            ResultNames.bases(of: ["a/scan.png", "photo.tar.jpg", ".hidden", "-"]) == [
                "scan", "photo.tar", ".hidden", "stdin",
            ])
    }

    @Test func `files that differ in their endings keep them`() {
        #expect(ResultNames.bases(of: ["scan.png", "Scan.jpg", "b.png"]) == ["scan.png", "Scan.jpg", "b"])
    }

    @Test func `files of one name in several folders are numbered in their order`() {
        #expect(
            ResultNames.bases(of: ["a/scan.png", "b/scan.png", "c/SCAN.png"]) == [
                "scan.png", "scan.png-2", "SCAN.png-3",
            ])
    }

    @Test func `a text takes the place of the ending and other results are told apart by their names`() {
        #expect(ResultNames.name(of: "text.txt", base: "scan") == "scan.txt")
        #expect(ResultNames.name(of: "words.json", base: "scan") == "scan.words.json")
    }
}
