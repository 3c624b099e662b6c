/// A page with what was read on it, and how that came about.
struct ReadPage {
    /// Pixels of the upright page.
    let width: Int
    let height: Int
    /// What was done to the page whose reading is the best.
    private(set) var notes: [Preparation.Note]
    private(set) var best: Reading
    /// Every reading of the whole page, in its order.
    private(set) var readings: [Reading]

    init(width: Int, height: Int, notes: [Preparation.Note], _ reading: Reading) {
        (self.width, self.height, self.notes) = (width, height, notes)
        (best, readings) = (reading, [reading])
    }

    /// Keeps `reading` if it is worth more; then `notes` tell too what was done.
    mutating func add(_ reading: Reading, notes: [Preparation.Note]) {
        readings.append(reading)
        guard reading.worth > best.worth else { return }
        best = reading
        self.notes += notes
    }
}
