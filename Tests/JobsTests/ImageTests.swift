import Jobs
import Testing

@Suite struct ImageTests {
    @Test(arguments: ImageFormat.allCases)
    func aFormatIsKnownByItsFirstBytes(format: ImageFormat) {
        #expect(ImageFormat(magicOf: format.magic) == format)
        #expect(ImageFormat(magicOf: format.magic + [1, 2, 3]) == format)
        #expect(ImageFormat(magicOf: format.magic.dropLast()) == nil)
    }

    @Test(arguments: ["", "GIF89a", "<svg>", "%PDF-1.7", "BM"])
    func otherFilesAreOfNoFormat(start: String) {
        #expect(ImageFormat(magicOf: Array(start.utf8)) == nil)
    }

    @Test func anInputIsNamedForItsFormat() {
        #expect(InputImage(format: .png, bytes: 1, width: 1, height: 1).fileName == "input.png")
        #expect(InputImage(format: .jpeg, bytes: 1, width: 1, height: 1).fileName == "input.jpg")
    }

    @Test func thePixelsOfAHostileHeaderDoNotTrap() {
        let side = Int(UInt32.max)
        #expect(InputImage(format: .png, bytes: 1, width: side, height: side).pixels == .max)
        #expect(InputImage(format: .png, bytes: 1, width: 2480, height: 3508).pixels == 8_699_840)
    }

    @Test(
        arguments: [
            ("text.txt", "text/plain; charset=utf-8"), ("words.json", "application/json"),
            ("mirror.png", "image/png"),
            ("mirror.jpg", "image/jpeg"), ("other", "application/octet-stream"),
            ("", "application/octet-stream"),
        ])
    func aResultFileHasTheMediaTypeOfItsEnding(name: String, mediaType: String) {
        #expect(ResultFile(name: name, bytes: 0).mediaType == mediaType)
    }
}
