import Jobs

/// Everything the controllers act on and read from.
struct Backend: Sendable {
    var commands: any CommandSending
    var jobs: any JobReading
    var accounts: any AccountReading
    var inputs: any InputReceiving
    var results: any ResultReading
    var forms: any FormMaking
    var activity: any ActivityReading
    var metrics: any MetricsReading
    var storage: any StorageReading
    var rules: any RulesReading
    var languages: any LanguageListing
    var limits: ServiceSettings.Limits
    var outbound = ServiceSettings.Outbound()
    /// Whether requests have to say who asks.
    var asksWho = false
    /// How long a sign-in lasts, in seconds.
    var sessionSeconds: Int64 = 1_209_600
    /// The wall clock.
    var now: @Sendable () -> Timestamp

    /// What is to be done, by the fields of a request.
    /// - Throws: `Problem` of a field, with `.unknownLanguage` among them.
    func order(fields: [String: String], caller: Caller) throws(Problem) -> JobOrder {
        let order = try JobOrder(fields: fields, caller: caller)
        try languages.check(order.options.language)
        return order
    }

    /// A new, unguessable id.
    func makeID() -> JobID {
        var generator = SystemRandomNumberGenerator()
        return JobID(at: now(), using: &generator)
    }
}
