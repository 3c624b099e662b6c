import Jobs

/// Writes that a page of another site has a signed-in browser send.
///
/// Browsers say where a write comes from (Fetch Metadata, and `Origin` since long before); who says neither is no
/// browser, and shows by a header that no foreign page can set that it knows what it does.
enum ForeignWrite {
    /// With `isProgramWelcome` a request may say nothing of where it comes from.
    /// - Throws: `Problem` with `.foreignWrite`.
    static func check(_ request: Request, isProgramWelcome: Bool = false) throws(Problem) {
        guard !["GET", "HEAD"].contains(request.method), !isOwn(request.headers, isProgramWelcome) else {
            return
        }
        throw Problem(
            .foreignWrite,
            "A page of another site may not send this. Use the page of the service itself; a program with a session's "
                + "cookie sends X-Requested-With: platen.")
    }

    private static func isOwn(_ headers: RequestHeaders, _ isProgramWelcome: Bool) -> Bool {
        if let site = headers.fetchSite { return site == "same-origin" || site == "none" }
        if headers.origin != nil { return headers.hasOwnOrigin }
        return isProgramWelcome || headers.requestedWith != nil
    }
}

extension RequestHeaders {
    /// Whether the page that asks is of this service; also where no page says so.
    var hasOwnOrigin: Bool {
        guard let origin, let host else { return true }
        return ["http://\(host)", "https://\(host)"].contains { $0.lowercased() == origin.lowercased() }
    }
}
