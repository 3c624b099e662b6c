import CImageCodecs
import Jobs

/// A PNG or JPEG file that is read row by row. Owns the decoder of the C target; the only file that calls it.
@safe struct ImageReader: ~Copyable {
    private(set) var header: platen_image_header
    private let decoder: OpaquePointer
    private let limits: ImageLimits
    private var row: [UInt8] = []
    /// Pixels that come out; known after `begin`.
    private(set) var width = 0
    private(set) var height = 0

    /// Opens the file and reads its header.
    /// - Throws: `Problem`.
    init(path: String, limits: ImageLimits) throws(Problem) {
        let bounds = platen_image_limits(
            pixels: UInt64(clamping: limits.maximumPixels),
            bytes: UInt64(clamping: limits.maximumDecoderBytes))
        var failure = platen_image_failure()
        guard let decoder = unsafe platen_image_open(path, bounds, &failure) else {
            throw Problem(failure, limits: limits)
        }
        unsafe self.decoder = unsafe decoder
        self.limits = limits
        header = unsafe platen_image_get_header(decoder)
    }

    deinit {
        unsafe platen_image_close(decoder)
    }

    /// Starts decoding, a JPEG smaller by `denominator` (1, 2, 4 or 8) each way, and without its colours where only
    /// the lightness is needed: `header.rows` says how it comes out.
    /// - Throws: `Problem`.
    mutating func begin(denominator: Int = 1, lightnessAlone: Bool = false) throws(Problem) {
        var failure = platen_image_failure()
        var (width, height): (UInt32, UInt32) = (0, 0)
        let wish = platen_image_wish(denominator: UInt32(denominator), lightness_alone: lightnessAlone)
        guard unsafe platen_image_begin(decoder, wish, &width, &height, &failure) else {
            throw Problem(failure, limits: limits)
        }
        header = unsafe platen_image_get_header(decoder)
        (self.width, self.height) = (Int(width), Int(height))
        row = [UInt8](repeating: 0, count: platen_image_row_bytes(header.rows, width))
    }

    /// Reads the next row and hands it to `body`, in the form that `header.rows` names.
    /// - Throws: `Problem`.
    mutating func nextRow(_ body: (UnsafePointer<UInt8>) -> Void) throws(Problem) {
        var failure = platen_image_failure()
        let decoder = unsafe decoder
        let isRead = unsafe row.withUnsafeMutableBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return false }
            guard unsafe platen_image_next_row(decoder, bytes, &failure) else { return false }
            unsafe body(bytes)
            return true
        }
        guard isRead else { throw Problem(failure, limits: limits) }
    }

    /// Checks, after the last row, that the file is complete.
    /// - Throws: `Problem`.
    func finish() throws(Problem) {
        var failure = platen_image_failure()
        guard unsafe platen_image_finish(decoder, &failure) else { throw Problem(failure, limits: limits) }
    }
}
