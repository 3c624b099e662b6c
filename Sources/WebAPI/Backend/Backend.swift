import Jobs

/// Everything the controllers act on and read from.
struct Backend: Sendable {
    var commands: any CommandSending
    var jobs: any JobReading
    var inputs: any InputReceiving
    var results: any ResultReading
    var forms: any FormMaking
    var activity: any ActivityReading
    var metrics: any MetricsReading
    var storage: any StorageReading
    var languages: any LanguageListing
    var limits: ServiceSettings.Limits
    var outbound = ServiceSettings.Outbound()
    /// The wall clock.
    var now: @Sendable () -> Timestamp

    /// What is to be done, by the fields of a request.
    /// - Throws: `Problem` of a field, with `.unknownLanguage` among them.
    func order(fields: [String: String], cookie: String?) throws(Problem) -> JobOrder {
        let order = try JobOrder(fields: fields, cookie: cookie)
        try languages.check(order.options.language)
        return order
    }

    /// A new, unguessable id.
    func makeID() -> JobID {
        var generator = SystemRandomNumberGenerator()
        return JobID(at: now(), using: &generator)
    }
}
