/// Everything that is wrong with the settings, found in one pass.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence each: the name, the value and what is allowed.
    package let problems: [String]

    package var description: String { problems.joined(separator: "\n") }
}
