import Foundation
import Jobs
import TestSupport
import Testing

@testable import Scheduling

@Suite struct CostModelTests {
    private static func image(_ megapixels: Double) -> InputImage {
        InputImage(format: .png, bytes: 1, width: 1000, height: Int(megapixels * 1000))
    }

    private static func seconds(_ model: CostModel, _ megapixels: Double = 2) -> CostPrediction {
        model.predict(kind: .ocr, options: JobOptions(), image: image(megapixels))
    }

    private static func learn(_ model: inout CostModel, _ seconds: Double, _ megapixels: Double = 2) {
        model.learn(kind: .ocr, options: JobOptions(), image: image(megapixels), seconds: seconds)
    }

    @Test(arguments: [0.05, 1, 20])
    func `After thirty jobs of a size the prediction is what they held, whatever the formula says`(
        factor: Double
    ) {
        var (model, random) = (CostModel(), SplitMix64(state: 1))
        for _ in 0..<30 { Self.learn(&model, factor * Double.random(in: 0.8...1.25, using: &random)) }
        let prediction = Self.seconds(model)
        #expect(abs(log(prediction.median / factor)) < 0.2)
        #expect(prediction.spread < 0.8)
        #expect(Self.seconds(model, 8).median > Self.seconds(model, 2).median)
    }

    @Test func `What was learned of one size moves the others of its kind a little, and no other kind`() {
        var model = CostModel()
        let before = (Self.seconds(model, 30), model.predict(kind: .sleep, options: JobOptions(), image: nil))
        for _ in 0..<3 { Self.learn(&model, 10) }
        let moved = Self.seconds(model, 30).median / before.0.median
        #expect(moved > 1.2 && moved < 10 / 1.1)
        #expect(model.predict(kind: .sleep, options: JobOptions(), image: nil) == before.1)
    }

    @Test func `One job that took a thousand times as long hardly moves what many have shown`() {
        var model = CostModel()
        for _ in 0..<64 { Self.learn(&model, 1) }
        let before = Self.seconds(model).median
        Self.learn(&model, 1000)
        #expect(Self.seconds(model).median / before < 1.1)
    }

    @Test func `A machine that became three times slower is followed within a hundred jobs`() {
        var (model, random) = (CostModel(), SplitMix64(state: 2))
        for _ in 0..<200 { Self.learn(&model, Double.random(in: 0.8...1.25, using: &random)) }
        for _ in 0..<100 { Self.learn(&model, 3 * Double.random(in: 0.8...1.25, using: &random)) }
        #expect(abs(log(Self.seconds(model).median / 3)) < 0.25)
    }

    @Test func `A sleep is predicted to the hundredth from the start`() {
        let asked = JobOptions(durationMilliseconds: 10_000)
        let prediction = CostModel().predict(kind: .sleep, options: asked, image: nil)
        #expect(abs(prediction.mean - 10) < 0.1)
        #expect(prediction.quantile(0.9) < 10.5)
    }

    @Test func `A model made of what another handed out predicts the same, and news is handed out once`() {
        var model = CostModel()
        for size in [0.5, 2, 40] { Self.learn(&model, size * 3, size) }
        model.learn(kind: .sleep, options: JobOptions(), image: nil, seconds: 0.2)
        let news = model.takeNews()
        #expect(news.map(\.ofJobs.size) == [0, 18, 20, 25, 0])
        #expect(model.takeNews().isEmpty)
        let again = CostModel(news)
        for size in [0.5, 2, 40, 90] { #expect(Self.seconds(again, size) == Self.seconds(model, size)) }
    }

    @Test func `Times that are none, and sizes that cannot be, do no harm`() {
        var model = CostModel()
        for seconds in [0, -5, .nan, .infinity, 1e300] { Self.learn(&model, seconds) }
        let odd = InputImage(format: .png, bytes: 0, width: 0, height: 0)
        model.learn(kind: .ocr, options: JobOptions(), image: odd, seconds: 1)
        for image in [Self.image(2), odd] {
            let cost = model.predict(kind: .ocr, options: JobOptions(), image: image).mean
            #expect(cost > 0 && cost.isFinite)
        }
    }

    /// However many sizes there are, what is kept is bounded by the bits of a number.
    @Test func `Memory does not grow with jobs`() {
        var (model, random) = (CostModel(), SplitMix64(state: 3))
        for _ in 0..<20_000 { Self.learn(&model, 1, exp2(Double.random(in: -6...10, using: &random))) }
        #expect(model.takeNews().count < 30)
    }
}

@Suite struct CostPredictionTests {
    @Test(arguments: [0.05, 0.3, 0.7, 1.1])
    func `The mean is that of the quantiles, and half of all are below the median`(spread: Double) {
        let prediction = CostPrediction(median: 3, spread: spread)
        let quantiles = (0..<100_000).map { prediction.quantile((Double($0) + 0.5) / 100_000) }
        #expect(abs(quantiles.reduce(0, +) / 100_000 / prediction.mean - 1) < 0.02)
        #expect(abs(prediction.quantile(0.5) - 3) < 1e-9)
        let logarithms = quantiles.map { log($0 / 3) }
        let variance = logarithms.reduce(0) { $0 + $1 * $1 } / 100_000
        #expect(abs(variance.squareRoot() / spread - 1) < 0.02)
        #expect(abs(CostPrediction(mean: prediction.mean, spread: spread).median - 3) < 1e-9)
    }

    @Test func `What is left is what is left of those that last as long, and never less than nothing`() {
        let prediction = CostPrediction(median: 4, spread: 0.5)
        #expect(prediction.remaining(after: 0) == prediction.quantile(0.5))
        for elapsed in [0.1, 1, 4, 12, 1e6] {
            // Of jobs that last longer than `elapsed`, half last longer than the median of the rest.
            let end = elapsed + prediction.remaining(after: elapsed)
            let survivors = { (time: Double) in 1 / (1 + pow(time / 4, .pi / (3.0.squareRoot() * 0.5))) }
            #expect(abs(survivors(end) / survivors(elapsed) - 0.5) < 1e-6)
            #expect(prediction.remaining(after: elapsed, 0.9) > prediction.remaining(after: elapsed))
        }
    }
}
