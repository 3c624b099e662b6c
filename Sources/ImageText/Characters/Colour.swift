/// A colour of sRGB.
struct Colour: Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    /// The steps of a colour in the cube of 6 × 6 × 6 that terminals of 256 colours have, from number 16 on.
    private static let cube = [0, 95, 135, 175, 215, 255]

    /// The number of the nearest of the terminal's 256 colours, the first 16 left aside: their users choose those.
    var terminalNumber: Int {
        let channels = [red, green, blue].map(Int.init)
        let steps = channels.map { value in
            Self.cube.indices.min { abs(Self.cube[$0] - value) < abs(Self.cube[$1] - value) } ?? 0
        }
        let inCube = distance(to: steps.map { Self.cube[$0] })
        // 24 greys from 8 in steps of 10, from number 232 on.
        let grey = max(0, min(23, (channels.reduce(0, +) / 3 - 3) / 10))
        let inGreys = distance(to: [Int](repeating: 8 + 10 * grey, count: 3))
        return inGreys < inCube ? 232 + grey : 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
    }

    private func distance(to other: [Int]) -> Int {
        zip([red, green, blue], other).reduce(0) { $0 + (Int($1.0) - $1.1) * (Int($1.0) - $1.1) }
    }
}
