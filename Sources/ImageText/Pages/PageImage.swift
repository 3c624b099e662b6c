import CImageCodecs
import CTesseract
import Jobs

/// A decoded page as Leptonica holds it: upright, with 1, 8 or 32 bits for each pixel, and its resolution.
@safe struct PageImage: ~Copyable {
    private(set) var pix: UnsafeMutablePointer<Pix>
    /// Where its places lie on the page as it was sent.
    private(set) var map = PageMap.same
    /// How the pixels of the file lie to those here.
    private(set) var orientation = Orientation(rawValue: 1)

    /// Tesseract's coordinates have 16 bits.
    static let longestSide = Int(Int16.max)

    var width: Int { Int(unsafe pixGetWidth(pix)) }
    var height: Int { Int(unsafe pixGetHeight(pix)) }

    /// Dots per inch; nil where the file says nothing, or nothing that can be.
    var resolution: Int? {
        let resolution = Int(unsafe pixGetXRes(pix))
        return Self.resolutions.contains(resolution) ? resolution : nil
    }

    private static let resolutions = 50...2400

    /// Takes over `pix`.
    init(pix: UnsafeMutablePointer<Pix>) {
        unsafe self.pix = unsafe pix
    }

    deinit {
        var last: UnsafeMutablePointer<Pix>? = unsafe pix
        unsafe pixDestroy(&last)
    }

    /// Takes the pixels of `other`, whose places `map` leads to places here. The resolution stays.
    mutating func replace(with other: consuming PageImage, map: PageMap) {
        let (x, y) = (unsafe pixGetXRes(pix), unsafe pixGetYRes(pix))
        swap(&self, &other)
        self.map = map.then(other.map)
        unsafe pixSetResolution(pix, x, y)
    }

    /// Decodes the file. `progress` is called with the share that is read.
    /// - Throws: `Problem`.
    static func decode(
        _ path: String, limits: ImageLimits, progress: (Double) -> Void
    ) throws(Problem) -> PageImage {
        var reader = try ImageReader(path: path, limits: limits)
        let header = reader.header
        guard max(header.width, header.height) <= longestSide else { throw tooLong }
        var page = try allocate(header)
        try page.fill(from: &reader, progress: progress)
        try page.turnUpright(header)
        page.orientation = Orientation(rawValue: header.orientation)
        return page
    }

    /// Turns the page clockwise by `quarters`, 1 to 3; the page that was sent, of `originalWidth` × `originalHeight`,
    /// counts as turned too.
    /// - Returns: false without memory; the page is as it was then.
    mutating func turn(_ quarters: Int, originalWidth: Int, originalHeight: Int) -> Bool {
        let turned = unsafe view { unsafe pixRotateOrth($0, Int32(quarters)) }
        guard let turned else { return false }
        let back = PageMap.turn(4 - quarters, width: turned.width, height: turned.height)
        let original = PageMap.turn(quarters, width: originalWidth, height: originalHeight)
        replace(with: turned, map: back)
        map = map.then(original)
        return true
    }

    private func fill(from reader: inout ImageReader, progress: (Double) -> Void) throws(Problem) {
        try reader.begin()
        let header = reader.header
        guard let words = unsafe pixGetData(pix) else { throw Self.outOfMemory }
        let wordsPerRow = Int(unsafe pixGetWpl(pix))
        for y in 0..<reader.height {
            let target = unsafe words + y * wordsPerRow
            try unsafe reader.nextRow { row in
                unsafe platen_image_pack_words(header.rows, row, header.width, target)
            }
            if y % 64 == 0 { progress(Double(y) / Double(reader.height)) }
        }
        try reader.finish()
    }

    static let tooLong = Problem(
        .tooManyPixels,
        "A side of the image is longer than \(longestSide) pixels, more than can be read as text. Scale it "
            + "down or cut it in parts.")

    static let outOfMemory = Problem(
        .memoryLimit, "The page takes more memory than a job may have. Scale the image down.")

    private static func allocate(_ header: platen_image_header) throws(Problem) -> PageImage {
        let depth: Int32 = header.rows == PLATEN_ROWS_RGB ? 32 : Int32(header.rows.rawValue)
        guard let pix = unsafe pixCreate(Int32(header.width), Int32(header.height), depth) else {
            throw outOfMemory
        }
        unsafe pixSetResolution(pix, header.resolution_x, header.resolution_y)
        return unsafe PageImage(pix: pix)
    }

    private mutating func turnUpright(_ header: platen_image_header) throws(Problem) {
        switch header.orientation {
        case 2: unsafe pixFlipLR(pix, pix)
        case 3: unsafe pixRotate180(pix, pix)
        case 4: unsafe pixFlipTB(pix, pix)
        case 5...8: try turnSideways(header)
        default: break
        }
    }

    private mutating func turnSideways(_ header: platen_image_header) throws(Problem) {
        let quarters: Int32 = header.orientation == 8 ? 3 : 1
        guard let turned = unsafe pixRotateOrth(pix, quarters) else { throw Self.outOfMemory }
        var old: UnsafeMutablePointer<Pix>? = unsafe pix
        unsafe pixDestroy(&old)
        unsafe pix = unsafe turned
        unsafe pixSetResolution(pix, header.resolution_y, header.resolution_x)
        if header.orientation == 5 { unsafe pixFlipLR(pix, pix) }
        if header.orientation == 7 { unsafe pixFlipTB(pix, pix) }
    }
}
