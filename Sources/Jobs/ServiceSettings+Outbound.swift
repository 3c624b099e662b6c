extension ServiceSettings {
    /// What the service fetches elsewhere, and whom it tells what.
    package struct Outbound: Hashable, Sendable {
        package var photoDelay = PhotoDelay.usual
        /// Pictures of food to choose from; empty for those that the service comes with.
        package var photoFolder = ""
        /// For Unsplash's interface; empty for none, and then pictures come from the folder.
        package var unsplashKey = ""
        package var unsplashURL = "https://api.unsplash.com"
        /// For jobs that name none; empty for none.
        package var webhook = ""
        /// What secrets are derived from that are not set themselves; empty for none.
        package var secretKey = ""
        /// Signs webhooks, as Standard Webhooks writes it; empty for the one that the service has made itself.
        package var webhookSecret = ""
        /// What webhooks may reach beside public addresses.
        package var webhookAllowed = AddressRanges.none

        package init() {}
    }

    /// Where pictures of food are.
    package var galleryFolder: String {
        outbound.photoFolder.isEmpty ? "\(assetsFolder)/frontend/gallery" : outbound.photoFolder
    }

    /// Holds the secret that signs webhooks where none is set.
    package var webhookSecretPath: String { "\(dataFolder)/webhook.secret" }
}
