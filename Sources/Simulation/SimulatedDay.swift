/// What a simulated day is made of.
package struct SimulatedDay: Sendable {
    package var users = 1000
    package var jobs = 100_000
    package var processors = 2
    package var classes: [UserClass] = ["free:0.9:1", "paid:0.1:4"].compactMap(UserClass.init)
    package var pattern = ArrivalPattern.day
    /// Median size of an image, in millions of pixels; most lie between a quarter of it and four times as much.
    package var megapixels = 2.0
    /// A job holds its processor for at most so many times what was predicted, and at least for one part in so many.
    package var error = 1.5
    package var seed: UInt64 = 1

    package static let userRange = 1...1_000_000
    package static let jobRange = 1...10_000_000
    package static let processorRange = 1...4096
    package static let megapixelRange = 0.001...1000.0
    package static let errorRange = 1.0...100.0

    package init() {}
}
