package import Jobs

/// Predicts the processor time of a job from its kind and its pixels.
package struct CostModel: Sendable {
    /// Seconds that every job of a kind takes, and seconds for each million pixels: medians measured on a
    /// machine of two cores of 2024, a start until the running service corrects each user's account.
    private static let measured: [JobKind: (base: Double, perMegapixel: Double)] = [
        .ocr: (0.1, 0.5),
        .ascii: (0.002, 0.01),
        .mirror: (0.002, 0.05),
        .size: (0.002, 0),
        .sleep: (0.001, 0),
        .photo: (1, 0),
    ]

    package init() {}

    /// Seconds of processor time, more than zero.
    package func cost(kind: JobKind, options: JobOptions, image: InputImage?) -> Double {
        let measured = Self.measured[kind] ?? (0.1, 0)
        let megapixels = Double(image?.likelyPixels ?? 0) / 1e6
        let asked = Double(options.durationMilliseconds ?? 0) / 1000
        return measured.base + measured.perMegapixel * megapixels + asked
    }
}
