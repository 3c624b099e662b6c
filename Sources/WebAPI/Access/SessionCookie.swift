import Credentials
import Jobs

/// The cookie by which a browser shows its session.
enum SessionCookie {
    static let name = "platen_session"

    /// Nil without one, and for what none can be.
    static func token(in header: String?) -> SecretToken? {
        header.flatMap { Cookies.value(of: name, in: $0) }.flatMap { SecretToken($0) }
    }

    /// The `Set-Cookie` header that gives it to the browser for so many seconds; scripts never see it, and pages of other
    /// sites have it sent with links alone.
    static func header(_ token: SecretToken, seconds: Int64, for request: Request) -> String {
        header(token.text, seconds, request)
    }

    /// The `Set-Cookie` header that takes it away.
    static func clearing(for request: Request) -> String { header("", 0, request) }

    private static func header(_ value: String, _ seconds: Int64, _ request: Request) -> String {
        let isSecure = request.headers.scheme == "https" || request.headers.forwardedScheme == "https"
        return "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}
