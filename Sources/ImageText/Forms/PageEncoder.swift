import CTesseract
import Forms
import Glibc
import Jobs

/// Encodes pages for a PDF: two colours without loss, others as JPEG.
enum PageEncoder {
    /// Of JPEG, from 1 to 100: letters stay clean.
    private static let quality: Int32 = 80

    /// - Throws: `Problem` when there is no memory for it.
    static func picture(of page: borrowing PageImage) throws(Problem) -> PDFPicture {
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        defer { unsafe free(bytes) }
        let isPlain = unsafe pixGetDepth(page.pix) == 1
        let status =
            unsafe isPlain
            ? pixWriteMemPng(&bytes, &count, page.pix, 0)
            : pixWriteMemJpeg(&bytes, &count, page.pix, quality, 0)
        let file = unsafe Array(UnsafeBufferPointer(start: bytes, count: status == 0 ? count : 0))
        guard let picture = PDFPicture(file: file) else { throw PageImage.outOfMemory }
        return picture
    }
}
