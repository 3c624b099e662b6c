/// How lines of the log are written.
package enum LogFormat: String, CaseIterable, Hashable, Sendable {
    /// For people.
    case text
    /// For programs: an object a line.
    case json

    /// What the setting may say beside the formats: text where someone watches on a terminal, else JSON.
    package static let automatic = "auto"

    /// Of the setting.
    package init(setting: String, isTerminal: Bool) {
        self = LogFormat(rawValue: setting) ?? (isTerminal ? .text : .json)
    }
}
