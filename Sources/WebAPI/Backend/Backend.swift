import Jobs

/// Everything the controllers act on and read from.
struct Backend: Sendable {
    var commands: any CommandSending
    var jobs: any JobReading
    var accounts: any AccountReading
    var inputs: any InputReceiving
    var results: any ResultReading
    var activity: any ActivityReading
    var metrics: any MetricsReading
    var storage: any StorageReading
    var rules: any RulesReading
    var limits: ServiceSettings.Limits
    var outbound = ServiceSettings.Outbound()
    /// Whether requests have to say who asks.
    var asksWho = false
    /// How long a sign-in lasts, in seconds.
    var sessionSeconds: Int64 = 1_209_600
    /// The wall clock.
    var now: @Sendable () -> Timestamp

    /// A new, unguessable id.
    func makeID() -> JobID {
        var generator = SystemRandomNumberGenerator()
        return JobID(at: now(), using: &generator)
    }
}
