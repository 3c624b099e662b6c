internal import Glibc
package import Jobs
internal import SharedRing

/// Whether what one scope runs does its work, whatever the others do.
package final class ScopeHealth {
    /// A supervisor that lives says so four times a second; one silent for so long is stuck or dead.
    private static let longestSilence = Duration.seconds(3)

    private let settings: ServiceSettings
    private let scope: Scope
    private let nginx: HealthProbe
    private let scoreboard: ScoreboardReader

    /// Takes the settings that the scope was started with.
    package init(settings: ServiceSettings, scope: Scope) {
        self.settings = settings
        self.scope = scope
        let listen = ListenAddress(address: settings.listenAddress, port: settings.port)
        nginx = scope == .web ? HealthProbe(listen, path: "/") : HealthProbe(listen)
        scoreboard = ScoreboardReader(instance: settings.instance)
    }

    /// Asks once, for two seconds at most: of `everything` the service as clients see it, of `web` nginx for the page, of
    /// `api` a responder past nginx, of `worker` the supervisor's word in shared memory that processors are there.
    package func ask() -> HealthProbe.Answer {
        switch scope {
        case .everything, .web: nginx.ask()
        case .api: hasResponder ? .healthy : .unwell(["responder"])
        case .worker: worker
        }
    }

    private var hasResponder: Bool {
        let own = StaleProcesses(runFolder: settings.runFolder, programs: scope.programs)
        return !own.find().isEmpty && ResponderProbe(socketPath: settings.responderSocketPath).isAnswered()
    }

    private var worker: HealthProbe.Answer {
        guard let counters = scoreboard.counters(), MonotonicTime.now() - counters.beat < Self.longestSilence
        else { return .unwell(["supervisor"]) }
        return counters.forkserverReady && counters.processorsAlive > 0 ? .healthy : .unwell(["processors"])
    }
}
