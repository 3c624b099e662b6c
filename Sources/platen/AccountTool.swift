internal import ArgumentParser
internal import JobStore
internal import Jobs
internal import Launching
internal import Settings

/// How the commands about users and keys reach a running service and its store.
struct AccountTool {
    static let noUser = "There is no such user: platen user list names them."

    private let settings: ServiceSettings

    /// By the settings of this process.
    init() throws {
        settings = try LoadedSettings.ofThisProcess().settings
    }

    /// - Throws: `NothingKept` where there is no store yet, `StoreError` where it cannot be read.
    func reader() throws -> StoreReader {
        try settings.checkStore()
        return try StoreReader(path: settings.storePath, connections: 1)
    }

    /// Has the supervisor carry `change` out, and says so.
    /// - Throws: `ValidationError` with what to do.
    func carryOut(_ change: AccountChange, done: String, refused: String) throws {
        switch RingCommand.send(.account(change), settings) {
        case .accepted: StandardStreams.writeOutput("\(done)\n")
        case .refused: throw ValidationError(refused)
        default: throw ValidationError("The service did not confirm the change. Is it running?")
        }
    }
}
