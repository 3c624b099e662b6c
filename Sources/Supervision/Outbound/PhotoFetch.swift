import Jobs
import Outbound

/// The way to one photo of Unsplash: which photo, then the photo itself. A value that is told each answer and says what
/// comes next.
struct PhotoFetch: Sendable {
    let unsplash: Unsplash
    let maximumPixels: Int
    private var found: UnsplashPhoto?

    enum Step: Sendable {
        case ask(OutboundRequest)
        /// This is the photo; asking `thanks` counts its use.
        case keep(Photo, thanks: OutboundRequest?)
        case fail(Problem)
        /// Unsplash answers no more requests for now.
        case limited
    }

    init(_ unsplash: Unsplash, maximumPixels: Int) {
        self.unsplash = unsplash
        self.maximumPixels = maximumPixels
    }

    /// The first request.
    var first: OutboundRequest { unsplash.randomFood }

    mutating func take(_ result: Result<OutboundResponse, OutboundFailure>) -> Step {
        switch result {
        case .failure(let failure): .fail(problem(of: failure))
        case .success(let response) where response.status == 200: take(response)
        case .success(let response): step(refusing: response)
        }
    }

    private mutating func take(_ response: OutboundResponse) -> Step {
        guard let found else { return choose(response) }
        do throws(Problem) {
            let photo = try Photo(response.body, maximumPixels: maximumPixels, credit: found.credit)
            return .keep(photo, thanks: unsplash.download(found.links.downloadLocation))
        } catch {
            return .fail(error)
        }
    }

    private mutating func choose(_ response: OutboundResponse) -> Step {
        guard let photo = UnsplashPhoto(json: response.body),
            let request = unsplash.picture(photo.urls.regular)
        else { return .fail(Self.unreadable) }
        found = photo
        return .ask(request)
    }

    private func step(refusing response: OutboundResponse) -> Step {
        switch response.status {
        case 401: .fail(Self.keyRefused)
        case 403 where found == nil && response.isRateLimit, 429: .limited
        case 500...: .fail(Self.trouble("Unsplash answered with status \(response.status)"))
        default:
            .fail(
                Problem(
                    .photoUnavailable,
                    "Unsplash refused with status \(response.status). Ask the operator what this service's key may do."
                ))
        }
    }

    private func problem(of failure: OutboundFailure) -> Problem {
        switch failure.code {
        case .tooLarge where found != nil:
            Problem(.photoTooLarge, "The picture is larger than \(Photo.maximumBytes >> 20) MiB. Try again.")
        case .tooLarge: Self.unreadable
        case .timeout: Self.trouble("Unsplash did not answer in time")
        case .unresolved, .connection, .insecure, .refusedAddress, .malformed:
            Self.trouble("Unsplash could not be reached", failure.detail)
        }
    }

    private static func trouble(_ what: String, _ detail: String? = nil) -> Problem {
        Problem(.machineTrouble, "\(what). Try again later.", privateDetail: detail)
    }

    private static let keyRefused = Problem(
        .photoUnavailable,
        "Unsplash refuses this service's key. Ask the operator to set a valid one (UNSPLASH_ACCESS_KEY), or none."
    )
    private static let unreadable = Problem(
        .photoUnavailable, "Unsplash's answer cannot be read. Ask the operator whether UNSPLASH_URL is right."
    )
}

extension OutboundResponse {
    /// Whether the key has no requests left in this hour. Other refusals have the same status.
    fileprivate var isRateLimit: Bool {
        headers["x-ratelimit-remaining"] == "0"
            || String(decoding: body.prefix(200), as: UTF8.self).lowercased().contains("rate limit")
    }
}
