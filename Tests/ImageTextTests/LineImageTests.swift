import CTesseract
import CTesseractInside
import Testing

/// Images as Tesseract hands them to its line recogniser.
@Suite struct LineImageTests {
    @safe private final class Picture {
        let pix: UnsafeMutablePointer<Pix>

        init(_ pix: UnsafeMutablePointer<Pix>?) throws { unsafe self.pix = try #require(pix) }

        /// Of a width that leaves bits beside each row, and with those set too.
        init(depth: Int32, samples: Int32) throws {
            unsafe pix = try #require(pixCreate(37, 11, depth))
            var random = SystemRandomNumberGenerator()
            for index in 0..<size {
                unsafe pixGetData(pix)[index] = UInt32.random(in: 0...UInt32.max, using: &random)
            }
            unsafe pixSetPadBits(pix, 1)
            unsafe pixSetSpp(pix, samples)
        }

        deinit {
            var pix: UnsafeMutablePointer<Pix>? = unsafe pix
            unsafe pixDestroy(&pix)
        }

        private var size: Int { Int(unsafe pixGetWpl(pix) * pixGetHeight(pix)) }
        /// With what is beside the rows.
        var words: [UInt32] { unsafe Array(UnsafeBufferPointer(start: pixGetData(pix), count: size)) }
        var samples: Int32 { unsafe pixGetSpp(pix) }

        func copy() throws -> Picture { try unsafe Picture(pixCopy(nil, pix)) }

        func isEqual(_ other: Picture) -> Bool {
            var isSame: Int32 = 0
            return unsafe pixEqual(pix, other.pix, &isSame) == 0 && isSame == 1
        }

        /// The first bytes of what is written as PNG, and what is read of all of them: as Tesseract does it, or without
        /// what is wrapped.
        func written(asTesseractDoes: Bool) throws -> (magic: [UInt8], picture: Picture) {
            var bytes: UnsafeMutablePointer<UInt8>?
            var count = 0
            let status =
                unsafe asTesseractDoes
                ? pixWriteMem(&bytes, &count, pix, Int32(IFF_PNG)) : pixWriteMemPng(&bytes, &count, pix, 0)
            try #require(status == 0 && count > 4)
            defer { unsafe lept_free(bytes) }
            return try unsafe (
                Array(UnsafeBufferPointer(start: bytes, count: 4)), Picture(pixReadMem(bytes, count))
            )
        }
    }

    private static let png: [UInt8] = [0x89] + Array("PNG".utf8)

    @Test(arguments: [(1, 1), (8, 1), (32, 3)] as [(Int32, Int32)])
    func `what is handed on is what a PNG would have been`(depth: Int32, samples: Int32) throws {
        let picture = try Picture(depth: depth, samples: samples)
        let copy = try picture.copy()
        let (magic, handed) = try picture.written(asTesseractDoes: true)
        let (itsMagic, compressed) = try copy.written(asTesseractDoes: false)
        #expect(magic == Array("spix".utf8) && itsMagic == Self.png)
        #expect(handed.isEqual(compressed) && handed.isEqual(picture))
        #expect(handed.samples == compressed.samples)
        // The caller's image is left in one state.
        #expect(picture.words == copy.words)
    }

    @Test(arguments: [(2, 1), (16, 1), (32, 4)] as [(Int32, Int32)])
    func `an image of which something would be lost is handed on as a PNG`(
        depth: Int32, samples: Int32
    ) throws {
        let (magic, handed) = try Picture(depth: depth, samples: samples).written(asTesseractDoes: true)
        #expect(magic == Self.png)
        #expect(handed.samples == samples)
    }
}
