internal import Jobs

extension Setting {
    /// Who may use the service.
    static let access: [Setting] = [
        Setting(
            key: "auth", names: ["PLATEN_AUTH"],
            summary:
                "Who may use the service: open for whoever reaches it, on this machine only; required for those who sign in or have a key.",
            value: .word(\.access.mode, ServiceSettings.Access.modes)),
        Setting(
            key: "session_hours", names: ["PLATEN_SESSION_HOURS"],
            summary: "How long a sign-in lasts, in hours.",
            value: .fraction(\.access.sessionHours, 0.001...87_600)),
    ]
}
