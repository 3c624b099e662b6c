internal import ArgumentParser

/// A time span as people write it: `30d`, `12h`, `90m`, `45s`, with fractions.
struct Age: ExpressibleByArgument {
    let milliseconds: Int64

    init?(argument: String) {
        let units: [Character: Double] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000]
        guard let unit = argument.last.flatMap({ units[$0] }), let number = Double(argument.dropLast()),
            number >= 0, number * unit < 1e15
        else { return nil }
        milliseconds = Int64(number * unit)
    }
}
