/// What is to be done, most often with an image. The same word in URLs, the store, the wire form and on the page.
package enum JobKind: String, CaseIterable, Hashable, Sendable, Codable {
    /// Read the text: `text.txt` and `words.json`.
    case ocr
    /// Draw the image in characters: `text.txt`.
    case ascii
    /// Flip the image left to right: `mirror.png` or `mirror.jpg`.
    case mirror
    /// Bytes, dimensions and format; the answer is in the job's `result`.
    case size
    /// Hold a processor for a while, for load tests and demonstrations.
    case sleep
    /// Fetch a picture of food: `photo.jpg` or `photo.png`.
    case photo
    /// Count what is in a text, and with an image find where it stands there.
    case text

    /// Whether a submission may carry an image.
    package var takesImage: Bool { self != .sleep && self != .photo }

    /// Whether a submission must carry an image.
    package var needsImage: Bool { takesImage && self != .text }

    /// Whether the supervisor does it itself, by asking somebody else: it takes no processor.
    package var isErrand: Bool { self == .photo }
}
