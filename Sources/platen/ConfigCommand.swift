internal import ArgumentParser
internal import Launching
internal import Settings

/// `platen config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "List every setting with its value, its source and what it does.")

    @Flag(help: "Print a Markdown table of all settings instead.")
    var markdown = false

    func run() throws {
        let text = markdown ? SettingsList.markdown : SettingsList(try LoadedSettings.ofThisProcess()).text
        StandardStreams.writeOutput(text)
    }
}
