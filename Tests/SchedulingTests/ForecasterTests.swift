import Foundation
import Jobs
import TestSupport
import Testing

@testable import Scheduling

@Suite struct ForecasterTests {
    private static func id(_ number: Int) -> JobID { JobID(high: 9, low: UInt64(number)) }

    /// Which parts of `count` jobs, one after the other, begin by the forecast median and ninth decile. `error` is by how
    /// many times the guess is wrong.
    private static func parts(
        of count: Int, seed: UInt64, error: (inout SplitMix64) -> Double
    ) -> (median: Double, late: Double) {
        var (forecaster, random) = (Forecaster(), SplitMix64(state: seed))
        var (byMedian, byLate, now) = (0, 0, Duration.seconds(100))
        for number in 0..<count {
            let guess = Forecaster.Guess(
                seconds: exp(Double.random(in: -2...6, using: &random)),
                jobs: Int.random(in: 1...50, using: &random))
            let forecast = forecaster.forecast(guess, at: now)
            forecaster.follow(id(number), guess, at: now)
            let seconds = guess.seconds * error(&random)
            now += .seconds(seconds)
            forecaster.begin(id(number), at: now)
            if seconds <= forecast.median { byMedian += 1 }
            if seconds <= forecast.late { byLate += 1 }
        }
        return (Double(byMedian) / Double(count), Double(byLate) / Double(count))
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `Half and nine tenths begin by what they were told, however wrong guesses are`(seed: UInt64) {
        let heavyTailed = Self.parts(of: 4000, seed: seed) { random in
            5 * pow(1 / Double.random(in: 0.001..<1, using: &random) - 1, 0.6)
        }
        #expect((0.46...0.54).contains(heavyTailed.median), "\(heavyTailed)")
        #expect((0.88...0.96).contains(heavyTailed.late), "\(heavyTailed)")
        let low = Self.parts(of: 4000, seed: seed) { random in Double.random(in: 0.05...0.1, using: &random) }
        #expect((0.46...0.54).contains(low.median) && (0.88...0.96).contains(low.late), "\(low)")
    }

    @Test
    func `Jobs that still wait are counted, so that growing waits are told before the first of them ends`() {
        var forecaster = Forecaster()
        let guess = Forecaster.Guess(seconds: 10, jobs: 5)
        for number in 0..<100 { forecaster.follow(Self.id(number), guess, at: .seconds(number)) }
        let early = forecaster.forecast(guess, at: .seconds(100))
        let later = forecaster.forecast(guess, at: .seconds(1000))
        #expect(early.median < 100)
        #expect(later.median > 300 && later.late >= later.median)
    }

    @Test func `Jobs that were withdrawn, or found a free processor, teach nothing`() {
        var forecaster = Forecaster()
        let guess = Forecaster.Guess(seconds: 10, jobs: 5)
        let before = forecaster.forecast(guess, at: .zero)
        for number in 0..<200 {
            forecaster.follow(Self.id(number), guess, at: .seconds(5))
            if number % 2 == 0 {
                forecaster.forget(Self.id(number))
            } else {
                forecaster.begin(Self.id(number), at: .seconds(5))
            }
        }
        #expect(forecaster.forecast(guess, at: .seconds(5000)) == before)
    }

    @Test func `The same history gives the same forecasts, and no more jobs are followed than find room`() {
        var (first, second) = (Forecaster(), Forecaster())
        for number in 0..<100_000 {
            let guess = Forecaster.Guess(seconds: Double(number % 5000), jobs: number % 70)
            first.follow(Self.id(number), guess, at: .seconds(number))
            second.follow(Self.id(number), guess, at: .seconds(number))
        }
        #expect(first.followedCount <= 12 * 128)
        for number in stride(from: 0, to: 100_000, by: 7) {
            first.begin(Self.id(number), at: .seconds(100_000 + number))
            second.begin(Self.id(number), at: .seconds(100_000 + number))
        }
        for seconds in [0, 0.01, 3, 400, 1e7, .infinity] {
            let guess = Forecaster.Guess(seconds: seconds, jobs: 3)
            let forecast = first.forecast(guess, at: .seconds(300_000))
            #expect(forecast == second.forecast(guess, at: .seconds(300_000)))
            #expect(forecast.median >= 0 && forecast.late >= forecast.median)
        }
    }

    @Test func `A cap on running jobs keeps a user's job from processors that are free`() {
        var forecaster = Forecaster()
        let outlook = Outlook(
            id: Self.id(1), ownAhead: 2, ownWork: 20, ahead: 2, workAhead: 20, progress: 20)
        let free = forecaster.guess(outlook, on: [0, 0, 0, 5], own: [5], at: .zero)
        let capped = forecaster.guess(outlook, on: [0, 0, 0, 5], own: [5], mostRunning: 1, at: .zero)
        #expect(free.seconds < 10)
        #expect(capped.seconds == 25)
    }

    @Test func `What others keep sending puts off a job far back in a line, and hardly one in front`() {
        var (forecaster, crowded) = (Forecaster(), Forecaster())
        for second in 0..<600 { crowded.arrive(0.8, onto: 0.8, at: .seconds(second)) }
        func seconds(_ forecaster: inout Forecaster, progress: Double) -> Double {
            let outlook = Outlook(
                id: Self.id(1), ownAhead: 1, ownWork: progress, ahead: 1, workAhead: progress,
                progress: progress)
            return forecaster.guess(outlook, on: [0, 0], at: .seconds(600)).seconds
        }
        #expect(seconds(&forecaster, progress: 100) == 50)
        let back = seconds(&crowded, progress: 100)
        #expect(back > 75 && back < 95)
        #expect(seconds(&crowded, progress: 0.5) == 0.25)
    }
}
