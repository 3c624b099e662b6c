internal import ArgumentParser
internal import Credentials
internal import JobStore
internal import Jobs
internal import Launching

/// `platen key`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Manage the keys of programs that use a running service.",
        discussion:
            "A program sends its key as a bearer token; the commands of the client take it from PLATEN_API_KEY.",
        subcommands: [CreateCommand.self, ListCommand.self, RevokeCommand.self])

    /// `platen key create`.
    struct CreateCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a key of a user and print it, this once.")

        @Argument(help: "The user that the program acts for.")
        var user: UserName

        @Argument(help: "What the key is for, in a few words.")
        var name: String

        func validate() throws {
            guard APIKey.isName(name) else {
                throw ValidationError("A key's name is one line of 1 to \(APIKey.longestName) bytes.")
            }
        }

        func run() throws {
            var generator = SystemRandomNumberGenerator()
            let secret = SecretToken()
            let key = APIKey(
                id: APIKey.ID(number: .random(in: .min ... .max, using: &generator)), user: user, name: name,
                createdAt: .now)
            try AccountTool().carryOut(
                .addKey(key, digest: secret.digest), done: secret.keyText, refused: AccountTool.noUser)
        }
    }

    /// `platen key list`.
    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print the keys of a user, oldest first.")

        @Argument var user: UserName

        func run() throws {
            for key in try AccountTool().reader().keys(of: user) {
                let used = key.lastUsedAt?.rfc3339 ?? "never"
                StandardStreams.writeOutput(
                    "\(key.id) created=\(key.createdAt.rfc3339) used=\(used) \(key.name)\n")
            }
        }
    }

    /// `platen key revoke`.
    struct RevokeCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Make a key open nothing any more.")

        @Argument(help: "The key's id, as platen key list prints it.")
        var id: String

        func run() throws {
            let tool = try AccountTool()
            guard let number = APIKey.ID(id), let key = try tool.reader().key(number) else {
                throw ValidationError("There is no such key: platen key list USER names them.")
            }
            try tool.carryOut(
                .revokeKey(number, of: key.user), done: "\(number) is revoked.",
                refused: "The key is revoked already.")
        }
    }
}
