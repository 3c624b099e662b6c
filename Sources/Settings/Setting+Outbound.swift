internal import Jobs

extension Setting {
    /// What the service fetches elsewhere, and whom it tells what.
    static let outbound: [Setting] = [
        Setting(
            key: "photo_delay", names: ["PLATEN_PHOTO_DELAY"],
            summary:
                "How long photo jobs are put off, in seconds: a random number of steps of five within this range.",
            value: .text(\.outbound.photoDelayText, .photoDelay)),
        Setting(
            key: "photo_dir", names: ["PLATEN_PHOTO_FOLDER"],
            summary: "Folder of PNG and JPEG pictures that photo jobs choose from; those shipped unless set.",
            value: .folder(\.outbound.photoFolder, maximumBytes: 1024)),
        Setting(
            key: "unsplash_access_key", names: ["PLATEN_UNSPLASH_ACCESS_KEY", "UNSPLASH_ACCESS_KEY"],
            summary: "Key of Unsplash's interface; with it photo jobs fetch real photos.",
            value: .text(\.outbound.unsplashKey, .key)),
        Setting(
            key: "unsplash_url", names: ["PLATEN_UNSPLASH_URL", "UNSPLASH_URL"],
            summary: "Where Unsplash's interface is.",
            value: .text(\.outbound.unsplashURL, .httpURL)),
        Setting(
            key: "webhook", names: ["PLATEN_WEBHOOK"],
            summary: "URL that is told of the end of jobs that name no webhook of their own.",
            value: .text(\.outbound.webhook, .webhook)),
        Setting(
            key: "secret_key", names: ["PLATEN_SECRET_KEY", "SECRET_KEY"],
            summary: "The service's own secret: what signs webhooks is derived from it, unless set itself.",
            value: .text(\.outbound.secretKey, .secretKey)),
        Setting(
            key: "webhook_secret", names: ["PLATEN_WEBHOOK_SECRET"],
            summary:
                "Signs webhooks; derived from SECRET_KEY unless set, and without that made at the first start and kept in the data folder. platen webhook-secret shows it.",
            value: .text(\.outbound.webhookSecret, .webhookSecret)),
        Setting(
            key: "webhook_allow_private", names: ["PLATEN_WEBHOOK_ALLOW_PRIVATE"],
            summary:
                "Addresses that webhooks may reach beside public ones, as ranges separated by commas; true for all.",
            value: .text(\.outbound.webhookAllowedText, .addressRanges)),
    ]
}
