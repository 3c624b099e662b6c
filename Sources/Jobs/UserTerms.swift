/// What rules grant a user. What is nil is left to rules that are less exact, and in the end to the settings.
package struct UserTerms: Hashable, Sendable {
    /// Within `Rules.weightRange`; 1 where no rule says it.
    package var weight: Double?
    /// How many jobs run at once; any number where no rule says it.
    package var maximumRunning: Int?
    /// How many jobs wait at once, in place of the setting.
    package var maximumWaiting: Int?
    /// How long the jobs of one day may hold processors, in seconds.
    package var processorSecondsPerDay: Int?
    /// How many pixels the images of one day may have.
    package var pixelsPerDay: Int?

    package init(
        weight: Double? = nil, maximumRunning: Int? = nil, maximumWaiting: Int? = nil,
        processorSecondsPerDay: Int? = nil, pixelsPerDay: Int? = nil
    ) {
        self.weight = weight
        self.maximumRunning = maximumRunning
        self.maximumWaiting = maximumWaiting
        self.processorSecondsPerDay = processorSecondsPerDay
        self.pixelsPerDay = pixelsPerDay
    }

    package static let runningRange = 1...256
    package static let waitingRange = 1...100_000_000
    package static let processorSecondsRange = 1...1_000_000_000
    package static let pixelsRange = 1...1_000_000_000_000_000

    /// The weight as the queue takes it.
    package var queueWeight: Weight {
        Weight((weight ?? Weight.normal.value).clamped(to: Rules.weightRange)) ?? .normal
    }

    /// Whether there is anything that a day's jobs may not exceed.
    package var hasQuota: Bool { processorSecondsPerDay != nil || pixelsPerDay != nil }

    /// Takes from `other` what is nil here.
    mutating func complete(with other: UserTerms) {
        weight = weight ?? other.weight
        maximumRunning = maximumRunning ?? other.maximumRunning
        maximumWaiting = maximumWaiting ?? other.maximumWaiting
        processorSecondsPerDay = processorSecondsPerDay ?? other.processorSecondsPerDay
        pixelsPerDay = pixelsPerDay ?? other.pixelsPerDay
    }
}
