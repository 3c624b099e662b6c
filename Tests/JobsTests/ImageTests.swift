import Jobs
import Testing

@Suite struct ImageTests {
    @Test(arguments: ImageFormat.allCases)
    func aFormatIsKnownByItsFirstBytes(format: ImageFormat) {
        for magic in format.magics {
            let bytes = magic.map { $0 ?? 7 }
            #expect(ImageFormat(magicOf: bytes) == format)
            #expect(ImageFormat(magicOf: bytes + [1, 2, 3]) == format)
            #expect(ImageFormat(magicOf: bytes.dropLast()) == nil)
        }
    }

    @Test(arguments: ["", "GIF88a", "<svg>", "%PS-1.7", "BMW builds cars in Munich", "P0 1 1", "P5x"])
    func otherFilesAreOfNoFormat(start: String) {
        #expect(ImageFormat(magicOf: Array(start.utf8)) == nil)
    }

    @Test func anInputIsNamedForItsFormat() {
        #expect(InputImage(format: .png, bytes: 1, width: 1, height: 1).fileName == "input.png")
        #expect(InputImage(format: .jpeg, bytes: 1, width: 1, height: 1).fileName == "input.jpg")
        #expect(InputImage(format: .pdf, bytes: 1, width: 0, height: 0).fileName == "input.pdf")
    }

    @Test func thePixelsOfAHostileHeaderDoNotTrap() {
        let side = Int(UInt32.max)
        #expect(InputImage(format: .png, bytes: 1, width: side, height: side).pixels == .max)
        #expect(InputImage(format: .png, bytes: 1, width: 2480, height: 3508).pixels == 8_699_840)
    }

    @Test func aFileWithPagesIsGrantedWhatItsPagesMayTake() {
        let page = InputImage.pixelsOfPage
        func most(_ format: ImageFormat, bytes: Int64, side: Int = 0) -> Int {
            InputImage(format: format, bytes: bytes, width: side, height: side)
                .mostPixels(maximumPixels: 1_000_000, maximumPages: 10)
        }
        #expect(most(.png, bytes: 1 << 30, side: 100) == 10_000)
        #expect(most(.png, bytes: 1, side: 100_000) == 1_000_000)
        #expect(most(.tiff, bytes: 100, side: 10) == page)
        #expect(most(.pdf, bytes: 300) == 4 * page)
        #expect(most(.pdf, bytes: .max) == 10 * page)
    }

    @Test func aFileOfUnknownSizeIsThoughtToHaveAPageForEachHundredThousandBytes() {
        func likely(_ bytes: Int64) -> Int {
            InputImage(format: .pdf, bytes: bytes, width: 0, height: 0).likelyPixels
        }
        #expect(likely(1) == InputImage.pixelsOfPage)
        #expect(likely(250_000) == 2 * InputImage.pixelsOfPage)
        #expect(likely(.max) == 1000 * InputImage.pixelsOfPage)
        #expect(InputImage(format: .png, bytes: 1, width: 6, height: 4).likelyPixels == 24)
    }

    @Test(
        arguments: [
            ("text.txt", "text/plain; charset=utf-8"), ("words.json", "application/json"),
            ("mirror.png", "image/png"),
            ("mirror.jpg", "image/jpeg"), ("page.pdf", "application/pdf"),
            ("page.hocr", "application/xhtml+xml"),
            ("page.alto.xml", "application/xml"), ("page.tsv", "text/tab-separated-values; charset=utf-8"),
            ("other", "application/octet-stream"),
            ("", "application/octet-stream"),
        ])
    func aResultFileHasTheMediaTypeOfItsEnding(name: String, mediaType: String) {
        #expect(ResultFile(name: name, bytes: 0).mediaType == mediaType)
    }
}
