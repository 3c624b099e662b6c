internal import Foundation
internal import Jobs

/// What a setting that is text may be.
struct TextRule: Sendable {
    /// Ends a sentence that begins with “must be”.
    let summary: String
    /// Whether it is never shown.
    var isSecret = false
    let isAllowed: @Sendable (String) -> Bool

    static let httpURL = TextRule(summary: "an http or https URL without user name and fragment") {
        HTTPPlace($0) != nil
    }

    static let webhook = TextRule(
        summary:
            "an http or https URL of at most \(Webhook.maximumBytes) bytes, without user name and fragment"
    ) { Webhook($0) != nil }

    static let languages = TextRule(
        summary: "1 to \(Languages.most) languages joined by +, such as eng or eng+deu"
    ) { Languages($0) != nil }

    static let photoDelay = TextRule(summary: "a range of whole seconds, such as 5-300") {
        PhotoDelay($0) != nil
    }

    static let addressRanges = TextRule(
        summary: "ranges of addresses such as 10.0.0.0/8,fd00::/8, or true for all, or false for none"
    ) { AddressRanges(setting: $0) != nil }

    static let webhookSecret = TextRule(
        summary: "whsec_ and the base64 form of 24 to 64 bytes", isSecret: true
    ) { text in
        guard text.hasPrefix("whsec_"), let key = Data(base64Encoded: String(text.dropFirst(6))) else {
            return false
        }
        return (24...64).contains(key.count)
    }

    static let secretKey = TextRule(
        summary: "1 to 1000 bytes without control characters", isSecret: true
    ) { text in
        text.utf8.count <= 1000 && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }

    /// Goes into the header of a request.
    static let key = TextRule(summary: "visible ASCII characters, at most 200", isSecret: true) { text in
        text.utf8.count <= 200 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension AddressRanges {
    /// What a setting says: ranges, or a word for all or none of them.
    init?(setting text: String) {
        switch text.lowercased() {
        case "true": self = .everything
        case "false": self = .none
        default: self.init(text)
        }
    }
}

extension ServiceSettings {
    /// The languages as text.
    var languageText: String {
        get { language.text }
        set { language = Languages(newValue) ?? language }
    }
}

/// The settings that are text here and a value there.
extension ServiceSettings.Outbound {
    var photoDelayText: String {
        get { photoDelay.description }
        set { photoDelay = PhotoDelay(newValue) ?? photoDelay }
    }

    var webhookAllowedText: String {
        get { webhookAllowed.description }
        set { webhookAllowed = AddressRanges(setting: newValue) ?? webhookAllowed }
    }
}
