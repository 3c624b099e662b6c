import Jobs

/// Who asks, and what they may see and do: the one place that decides it. Everything that a controller gives away or
/// changes is asked for here, or through `Backend.job(_:for:)` and `Backend.ownJob(_:for:)`.
struct Caller: Hashable, Sendable {
    /// How somebody is known.
    enum Means: Hashable, Sendable {
        case key
        /// With the digest of what the browser shows, and when it ends.
        case session(ContentDigest, until: Timestamp)
    }

    private enum Standing: Hashable, Sendable {
        case nobody
        /// The service asks nobody who they are; the `Cookie` header may say it all the same.
        case trusted(cookie: String?)
        case known(Account, Means)
    }

    private let standing: Standing

    /// Not signed in: may nothing.
    static let nobody = Caller(standing: .nobody)

    /// Whoever reaches a service without sign-in.
    static func trusted(cookie: String?) -> Caller { Caller(standing: .trusted(cookie: cookie)) }

    static func known(_ account: Account, _ means: Means) -> Caller {
        Caller(standing: .known(account, means))
    }

    var isNobody: Bool { standing == .nobody }

    /// Whether the service asks nobody who they are.
    var isTrusted: Bool { if case .trusted = standing { true } else { false } }

    /// Of who is signed in.
    var account: Account? { if case .known(let account, _) = standing { account } else { nil } }

    var means: Means? { if case .known(_, let means) = standing { means } else { nil } }

    /// Whether they may see and change everything.
    var isAdmin: Bool { isTrusted || account?.role == .admin }

    /// Whose jobs the request is about: the user whom its field `user_id` names, where the caller may speak for them, else
    /// the caller.
    /// - Throws: `Problem` with `.invalidUser`, `.forbidden` or `.unauthenticated`.
    func user(named name: String?) throws(Problem) -> UserName {
        let name = name.flatMap { $0.isEmpty ? nil : $0 }
        switch standing {
        case .nobody: throw .unauthenticated
        case .trusted(let cookie):
            if let name { return try Self.user(name, "field user_id") }
            let remembered = cookie.flatMap { Cookies.value(of: "platen_user", in: $0) }
            return try remembered.map { text throws(Problem) in try Self.user(text, "cookie platen_user") }
                ?? .guest
        case .known(let account, _):
            guard let name else { return account.name }
            let user = try Self.user(name, "field user_id")
            guard user == account.name || isAdmin else { throw .forbidden }
            return user
        }
    }

    /// Whether they may see what belongs to `owner`.
    func maySee(_ owner: UserName) -> Bool { isAdmin || account?.name == owner }

    /// Whether they, speaking for `user`, may change what belongs to `owner`: without sign-in a name is all there is.
    func mayChange(_ owner: UserName, as user: UserName) -> Bool {
        isTrusted ? owner == user : maySee(owner)
    }

    private static func user(_ text: String, _ place: String) throws(Problem) -> UserName {
        guard let name = UserName(text) else {
            throw Problem(
                .invalidUser,
                "The \(place) is not a user name: 1 to \(UserName.maximumBytes) letters, digits and . _ - @ +"
            )
        }
        return name
    }
}

extension Request {
    /// Whose jobs the request is about, as far as its query says.
    /// - Throws: `Problem` with `.invalidUser`, `.forbidden` or `.unauthenticated`.
    func user() throws(Problem) -> UserName { try caller.user(named: query["user_id"]) }
}

extension Problem {
    /// Nobody whom the service knows.
    static let unauthenticated = Problem(
        .unauthenticated, "Sign in, or send a key of yours in the header Authorization: Bearer.")

    /// Only for admins.
    static let forbidden = Problem(
        .forbidden, "Only an admin may do this. Leave user_id out for what is yours.")
}
