extension ServiceSettings {
    /// Who may use the service.
    package struct Access: Hashable, Sendable {
        package static let modes = ["open", "required"]

        /// One of `modes`: whether whoever reaches the service may use it, or only who signs in.
        package var mode = "open"
        /// How long a sign-in lasts, in hours.
        package var sessionHours = 336.0

        package init() {}

        /// Whether requests have to say who asks.
        package var asksWho: Bool { mode == "required" }

        package var sessionSeconds: Int64 { Int64((sessionHours * 3600).rounded()) }
    }
}
