import Jobs
import Outbound

/// The requests that Unsplash's interface takes. The key is sent to its own host alone, and nothing is fetched in plain
/// text from any other.
struct Unsplash: Hashable, Sendable {
    private let base: String
    private let key: String

    /// - Parameters:
    ///   - base: the interface's URL, with or without a slash at its end.
    ///   - key: the access key.
    init(base: String, key: String) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.key = key
    }

    /// Which photo.
    var randomFood: OutboundRequest {
        var request = OutboundRequest(url: "\(base)/photos/random?query=food")
        request.headers = authorization
        request.maximumBytes = 1 << 20
        return request
    }

    /// The photo itself; nil for a URL that is not to be followed.
    func picture(_ url: String) -> OutboundRequest? {
        guard let place = HTTPPlace(url), place.isSecure || isOwn(place) else { return nil }
        var request = OutboundRequest(url: url)
        request.timeout = .seconds(60)
        request.maximumBytes = Photo.maximumBytes
        return request
    }

    /// What counts a photo's use; nil for a URL that leads to another host.
    func download(_ url: String) -> OutboundRequest? {
        guard let place = HTTPPlace(url), isOwn(place) else { return nil }
        var request = OutboundRequest(url: url)
        request.headers = authorization
        return request
    }

    private var authorization: [String] { ["Authorization: Client-ID \(key)", "Accept-Version: v1"] }

    private func isOwn(_ place: HTTPPlace) -> Bool { place == HTTPPlace(base) }
}
