/// A page with what was read on it, and how that came about.
struct ReadPage {
    /// Pixels of the upright page.
    let width: Int
    let height: Int
    /// What was done to the page whose reading is the best.
    private(set) var notes: [Preparation.Note]
    private(set) var best: Reading
    /// Every reading of the whole page, in its order; none of a page whose text did not have to be read.
    private(set) var readings: [Reading]
    let source: Source
    /// By how many quarters the page was turned clockwise before it was read.
    var quarters = 0
    /// How the pixels of the file lie to the upright page.
    var orientation = Orientation(rawValue: 1)
    /// Dots per inch of the page as it was sent; nil where the file does not say.
    var resolution: Int?

    /// Where the text comes from. The same word in `words.json`.
    enum Source: String {
        /// Read from the picture.
        case recognition
        /// The page holds it.
        case textLayer = "text_layer"
    }

    init(width: Int, height: Int, notes: [Preparation.Note], _ reading: Reading) {
        (self.width, self.height, self.notes) = (width, height, notes)
        (best, readings, source) = (reading, [reading], .recognition)
    }

    init(width: Int, height: Int, textLayer lines: [Reading.Line]) {
        (self.width, self.height, notes) = (width, height, [])
        (best, readings, source) = (Reading(lines: lines), [], .textLayer)
    }

    /// Keeps `reading` if it is worth more; then `notes` tell too what was done.
    mutating func add(_ reading: Reading, notes: [Preparation.Note]) {
        readings.append(reading)
        guard reading.worth > best.worth else { return }
        best = reading
        self.notes += notes
    }
}
