import Foundation

/// A generator with a seed, so that a day can be simulated again. Source: Vigna, "An experimental exploration of
/// Marsaglia's xorshift generators, scrambled" (2016): xorshift64*.
struct DayRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        // Xorshift never leaves 0.
        state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// Between 0, which never comes, and 1.
    mutating func unit() -> Double { Double.random(in: Double.leastNonzeroMagnitude..<1, using: &self) }

    /// With mean 1: the time between two of many that come by themselves.
    mutating func exponential() -> Double { -log(unit()) }

    /// With mean 0 and deviation 1; Box and Muller.
    mutating func normal() -> Double { sqrt(-2 * log(unit())) * cos(2 * .pi * unit()) }
}
