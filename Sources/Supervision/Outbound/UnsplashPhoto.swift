import Foundation
import Jobs

/// What Unsplash says of a photo, as far as it is used.
struct UnsplashPhoto: Decodable, Hashable, Sendable {
    var urls: URLs
    var user: User
    var links: Links
    var description: String?
    var altDescription: String?

    struct URLs: Decodable, Hashable, Sendable {
        /// 1080 pixels wide.
        var regular: String
    }

    struct User: Decodable, Hashable, Sendable {
        var name: String
        var links: Links

        struct Links: Decodable, Hashable, Sendable {
            var html: String
        }
    }

    struct Links: Decodable, Hashable, Sendable {
        var html: String
        /// To be asked for when the photo is used, so that its author's count goes up.
        var downloadLocation: String
    }

    /// Nil for anything else than one photo.
    init?(json: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let photo = try? decoder.decode(Self.self, from: Data(json)) else { return nil }
        self = photo
    }

    /// Names the author and leads to both in the way that Unsplash's guidelines ask of applications.
    var credit: PhotoCredit {
        let author = Self.line(user.name)
        return PhotoCredit(
            source: "unsplash", title: (altDescription ?? description).map(Self.line),
            attribution: "Photo by \(author) on Unsplash", author: author,
            authorURL: Self.referred(user.links.html), pageURL: Self.referred(links.html),
            imageURL: Self.kept(urls.regular))
    }

    /// A job's answer has room for so much of each.
    private static let longestLine = 200
    private static let longestURL = 800

    private static func line(_ text: String) -> String {
        String(text.filter { !$0.isNewline && $0 != "\0" }.prefix(longestLine))
    }

    private static func kept(_ url: String) -> String? {
        url.utf8.count <= longestURL && HTTPPlace(url) != nil ? url : nil
    }

    private static func referred(_ url: String) -> String? {
        kept(url).map { $0 + ($0.contains("?") ? "&" : "?") + "utm_source=platen&utm_medium=referral" }
    }
}
