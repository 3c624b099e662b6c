internal import ArgumentParser
internal import Client
internal import Foundation
internal import Jobs

/// What every command that speaks to a service over HTTP takes.
struct ClientOptions: ParsableArguments {
    @Option(help: "Whose jobs they are; the service's default is guest.")
    var user: String?

    @Option(
        help: ArgumentHelp(
            "For how many seconds in a row the service may be away, or refuse for want of room, before that is given up.",
            valueName: "seconds"))
    var patience = 600.0

    @Flag(help: "Write lines of JSON.")
    var json = false

    func validate() throws {
        guard (0...1e7).contains(patience) else {
            throw ValidationError("--patience is a number of seconds, 0 or more.")
        }
    }

    func service() throws(Problem) -> RemoteService { try Self.service(of: user, patience: patience) }

    /// The service that the environment names, asked by `user`, again for so many seconds.
    static func service(of user: String?, patience: Double) throws(Problem) -> RemoteService {
        let environment = ProcessInfo.processInfo.environment
        let address = try ServiceAddress(environment: environment)
        let transport = OutboundTransport(
            address: address, apiKey: try ServiceAddress.apiKey(environment: environment))
        return RemoteService(
            transport: transport, place: address.shown, policy: RetryPolicy(patience: .seconds(patience)),
            user: user)
    }

    /// How the commands of a client end, for their help.
    static let statuses = """
        Exit status: 0 all well, 1 a job failed or a file was in the way, 2 the command line is wrong, 3 the service was \
        not reached or took no jobs for longer than --patience, 130 interrupted.
        """

    /// Which service is meant, for their help.
    static let place = """
        PLATEN_URL is the service's address, without it http://127.0.0.1:8080 or the port in PLATEN_PORT or PORT. \
        PLATEN_API_KEY is sent as a bearer token.
        """

    /// Runs `body`; what goes wrong is said in a line and by the exit status.
    /// - Throws: `ExitCode`, unless all went well.
    static func run(_ body: () throws(Problem) -> ExitStatus) throws(ExitCode) {
        var status: ExitStatus
        do throws(Problem) {
            status = try body()
            try ClientOutput.checkWritten()
        } catch {
            ClientOutput.standard.remark("platen: \(error.detail.onOneLine) (\(error.code.rawValue))\n")
            status = ExitStatus(of: error)
        }
        guard status == .allWell else { throw ExitCode(status.rawValue) }
    }
}
