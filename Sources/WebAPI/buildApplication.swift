package import Jobs
package import Logging
import SharedRing
import Spool

/// The HTTP interface on the real ring, scoreboard, store and spool. Opens nothing yet: the supervisor may start
/// later.
package func buildApplication(settings: ServiceSettings, logger: Logger) -> Application {
    let producer = CommandProducer(
        instance: settings.instance, doorbellPath: settings.doorbellPath,
        ticketLockPath: settings.ticketLockPath)
    let scoreboard = ScoreboardReader(instance: settings.instance)
    let spool = Spool(folder: settings.spoolFolder)
    let store = OpenedStore(path: settings.storePath, connections: settings.responderThreads)
    let backend = Backend(
        commands: RingCommands(
            producer: producer, obstacles: ObstacleLog(logger: logger),
            timeout: .milliseconds(settings.verdictTimeoutMilliseconds)),
        jobs: StoredJobs(store: store), accounts: StoredAccounts(store: store),
        inputs: SpooledInputs(spool: spool, logger: logger),
        results: SpooledResults(spool: spool),
        forms: SpooledForms(spool: spool, limits: settings.limits),
        activity: SharedActivity(scoreboard: scoreboard, producer: producer),
        metrics: SharedMetrics(scoreboard: scoreboard, producer: producer),
        storage: SpoolStorage(spool: spool, reserve: settings.limits.diskReserveBytes, logger: logger),
        rules: KeptRules(store: store), languages: InstalledLanguages(folder: settings.modelsFolder),
        limits: settings.limits, outbound: settings.outbound,
        asksWho: settings.access.asksWho, sessionSeconds: settings.access.sessionSeconds,
        now: Timestamp.ofWallClock)
    return Application(backend, logger: logger)
}
