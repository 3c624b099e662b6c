import CImageCodecs
import Glibc
import Jobs

extension Problem {
    /// What a failure of the codecs means to whoever sent the image.
    init(_ failure: platen_image_failure, limits: ImageLimits) {
        let message = failure.text
        switch failure.status {
        case PLATEN_IMAGE_UNKNOWN:
            self.init(
                .badImage, "The file is not a \(ImageFormat.list) file. Save the image as one of these.")
        case PLATEN_IMAGE_TOO_LARGE:
            self = .tooManyPixels(limits)
        case PLATEN_IMAGE_NO_MEMORY:
            self.init(
                .memoryLimit,
                "Decoding the image takes more memory than a job may have. Scale it down, or save it "
                    + "without interlacing or progressive coding.", privateDetail: message)
        case PLATEN_IMAGE_UNREADABLE:
            self.init(
                failure.error_number == ENOENT ? .inputMissing : .machineTrouble,
                "The image could not be read from the disk. Send it again.",
                privateDetail: "\(message): errno \(failure.error_number)")
        default:
            self.init(
                .badImage,
                "The image is damaged, cut short or of a rare variety (\(message)). Open it in another "
                    + "program, save it anew and send that.")
        }
    }
}

extension Problem {
    /// A page that has more pixels than one may have.
    static func tooManyPixels(_ limits: ImageLimits) -> Problem {
        Problem(
            .tooManyPixels,
            "The image has more than \(limits.maximumPixels) pixels. Scale it down or cut it in parts.")
    }
}

extension platen_image_failure {
    /// The library's own words.
    fileprivate var text: String {
        unsafe withUnsafeBytes(of: message) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
