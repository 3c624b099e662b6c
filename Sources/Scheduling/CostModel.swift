import Foundation
package import Jobs

/// Predicts the processor time of a job from its kind and its pixels, and learns from those that have ended.
///
/// A formula for each kind says roughly how the time grows with the pixels. What is learned is how many times that jobs
/// really hold, as a logarithm: its mean and spread, for each kind and for each power of two of pixels. Few jobs of a
/// size move the prediction little away from that of their kind, and few of a kind little away from the formula. One
/// job moves a mean by no more than three spreads, however long it took (Huber's estimate), and older ones fade, so that
/// a machine that became slower is followed.
package struct CostModel: Sendable {
    /// Seconds that every job of a kind takes, seconds for each million pixels, and how far the logarithm of the sum
    /// strays: measured on a machine of two cores of 2024, where learning starts from.
    private static let formula: [JobKind: (base: Double, perMegapixel: Double, spread: Double)] = [
        .ocr: (0.1, 0.5, 0.5),
        .ascii: (0.002, 0.01, 0.3),
        .mirror: (0.002, 0.05, 0.3),
        .size: (0.002, 0, 0.3),
        .sleep: (0.001, 0, 0.02),
        .photo: (1, 0, 0.5),
        .text: (0.01, 0.5, 0.5),
    ]

    /// At most one for each kind, and one for each kind and power of two.
    private var learned: [LearnedCost.Class: Estimate] = [:]
    /// What was learned and `takeNews` has not handed out.
    private var news: Set<LearnedCost.Class> = []

    /// - Parameter learned: what an earlier model handed out.
    package init(_ learned: [LearnedCost] = []) {
        for cost in learned { self.learned[cost.ofJobs] = Estimate(cost) }
    }

    /// What a job will probably hold.
    package func predict(kind: JobKind, options: JobOptions, image: InputImage?) -> CostPrediction {
        var estimate = Estimate(spread: Self.spread(kind))
        for step in Self.classes(kind, image) {
            if let found = learned[step] { estimate = found.refining(estimate) }
        }
        return CostPrediction(
            median: Self.formula(kind, options, image) * exp(estimate.centre), spread: estimate.spread)
    }

    /// Takes in that a job that was completed held its processor for `seconds`.
    /// - Complexity: O(1).
    package mutating func learn(kind: JobKind, options: JobOptions, image: InputImage?, seconds: Double) {
        let ratio = log(max(seconds, Self.shortest) / Self.formula(kind, options, image))
        guard ratio.isFinite else { return }
        for step in Self.classes(kind, image) {
            learned[step, default: Estimate(spread: Self.spread(kind))].add(ratio)
            news.insert(step)
        }
    }

    /// What has changed since the last call, in a fixed order.
    package mutating func takeNews() -> [LearnedCost] {
        defer { news.removeAll() }
        return news.sorted { ($0.kind.number, $0.size) < ($1.kind.number, $1.size) }.compactMap { step in
            learned[step]?.learned(of: step)
        }
    }

    /// Times below are those of the clock rather than of jobs.
    private static let shortest = 1e-4

    /// From all sizes of the kind to those of the image's alone.
    private static func classes(_ kind: JobKind, _ image: InputImage?) -> [LearnedCost.Class] {
        let all = LearnedCost.Class(kind: kind, size: 0)
        guard let pixels = image?.pixels, pixels > 1 else { return [all] }
        return [all, LearnedCost.Class(kind: kind, size: Int.bitWidth - 1 - pixels.leadingZeroBitCount)]
    }

    private static func spread(_ kind: JobKind) -> Double { formula[kind]?.spread ?? 0.5 }

    private static func formula(_ kind: JobKind, _ options: JobOptions, _ image: InputImage?) -> Double {
        let (base, perMegapixel, _) = formula[kind] ?? (0.1, 0, 0.5)
        let megapixels = Double(image?.pixels ?? 0) / 1e6
        let asked = Double(options.durationMilliseconds ?? 0) / 1000
        return base + perMegapixel * megapixels + asked
    }
}

/// Mean and spread of the logarithms of one class of jobs.
private struct Estimate: Sendable {
    private(set) var centre = 0.0
    private var variance: Double
    private var count = 0

    /// So many jobs count, older ones fade.
    private static let horizon = 64
    /// As much as so many jobs counts what is known of more general ones.
    private static let generalWeight = 3.0
    /// A mean moves by at most so many spreads.
    private static let farthest = 3.0

    var spread: Double { variance.squareRoot() }

    /// Of jobs of which nothing is known but the formula.
    init(spread: Double) {
        variance = spread * spread
    }

    init(_ learned: LearnedCost) {
        (centre, variance, count) = (learned.centre, learned.spread * learned.spread, learned.count)
    }

    func learned(of jobs: LearnedCost.Class) -> LearnedCost {
        LearnedCost(ofJobs: jobs, count: count, centre: centre, spread: spread)
    }

    mutating func add(_ logarithm: Double) {
        count = min(count + 1, Self.horizon)
        let bound = Self.farthest * max(spread, 0.1)
        let step = min(max(logarithm - centre, -bound), bound)
        let part = 1 / Double(count)
        centre += step * part
        // The first job alone says nothing of how far others stray.
        variance += (step * step - variance) * min(part, 0.25)
    }

    /// What is known of these jobs, where that is little completed by what is known of more general ones.
    func refining(_ general: Estimate) -> Estimate {
        let (own, other) = (Double(count), Self.generalWeight)
        var mixed = self
        mixed.centre = (own * centre + other * general.centre) / (own + other)
        mixed.variance = (own * variance + other * general.variance) / (own + other)
        return mixed
    }
}
