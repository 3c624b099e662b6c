import Jobs

/// Lets a request wait for its jobs without a thread: the web server keeps it, and brings it back when the supervisor
/// says that they have ended or that the time is over.
struct Parking {
    let backend: Backend

    /// What became of the wish to wait.
    enum Outcome {
        /// The answer that hands the request to the web server.
        case waits(Response)
        /// All jobs have ended, as the store knows.
        case hasEnded
        /// Nobody can be asked to tell of the end: answer with what is known.
        case isImpossible(CommandReply)
    }

    /// Has the request told of the end of `jobs`, if they have not ended.
    /// - Parameters:
    ///   - jobs: what is waited for, at most `Command.parkLimit` of them.
    ///   - wait: how long at most.
    ///   - note: comes back with the request.
    ///   - thread: of the request.
    /// - Returns: what the request is to be answered with, or by.
    func wait(
        for jobs: [JobID], _ wait: WaitPreference, note: ParkedNote, thread: Int
    ) -> Outcome {
        let request = backend.makeID()
        let reply = backend.commands.send(
            .park(request, for: jobs, milliseconds: UInt32(wait.seconds * 1000)), thread: thread)
        switch reply {
        case .verdict(.accepted): return .waits(.parked(request, wait, note))
        case .verdict(.refused): return .hasEnded
        default: return .isImpossible(reply)
        }
    }
}

extension Response {
    /// For the web server alone.
    fileprivate static func parked(_ request: JobID, _ wait: WaitPreference, _ note: ParkedNote) -> Response {
        Response.handedOver(to: "@park")
            .adding("X-Platen-Wait", "/wait/\(wait.bound)/\(request)")
            .adding("X-Platen-Parked", note.text)
    }
}

extension WaitPreference {
    /// The web server's own bound in seconds, for when nobody ends the waiting: one of those that it has.
    fileprivate var bound: Int { [5, 20].first { $0 > seconds } ?? 65 }
}
