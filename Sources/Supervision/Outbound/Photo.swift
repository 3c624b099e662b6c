import Jobs

/// A picture of food as it was found, before it is kept.
struct Photo: Hashable, Sendable {
    let bytes: [UInt8]
    let image: InputImage
    var credit: PhotoCredit

    /// The largest file, in bytes.
    static let maximumBytes = 20 << 20

    /// Looks at the header, as at that of an upload: nothing is decoded.
    /// - Throws: `Problem` with `.photoTooLarge` or `.photoMalformed`.
    init(_ bytes: [UInt8], maximumPixels: Int, credit: PhotoCredit) throws(Problem) {
        var probe = ImageProbe(maximumPixels: maximumPixels)
        do throws(Problem) {
            try probe.consume(bytes.span)
            image = try probe.finish()
        } catch {
            throw error.code == .tooManyPixels
                ? Problem(.photoTooLarge, "The picture has more pixels than this service takes. Try again.")
                : Self.malformed(error.detail)
        }
        guard [.png, .jpeg].contains(image.format) else { throw Self.malformed("it is \(image.format)") }
        self.bytes = bytes
        self.credit = credit
    }

    private static func malformed(_ reason: String) -> Problem {
        Problem(
            .photoMalformed, "What came as a picture is no whole PNG or JPEG. Try again.",
            privateDetail: reason)
    }
}

/// Where a picture comes from, and whom to thank. The names of the fields are those of the job's answer.
struct PhotoCredit: Hashable, Sendable, Encodable {
    /// `unsplash` or `gallery`.
    var source: String
    /// What it shows.
    var title: String?
    /// The line to show beside the picture.
    var attribution: String?
    var author: String?
    var authorURL: String?
    /// The picture's own page.
    var pageURL: String?
    /// Where Unsplash serves the picture, for pages that show it to others.
    var imageURL: String?
    /// Why the picture does not come from where it should.
    var note: String?

    enum CodingKeys: String, CodingKey {
        case source, title, attribution, author
        case authorURL = "author_url"
        case pageURL = "page_url"
        case imageURL = "image_url"
        case note
    }
}
