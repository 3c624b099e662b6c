/// Which images of a folder are to be submitted when: a value without files or clocks. An image is complete once it has
/// stood unchanged for a while, and is done again only when it has changed.
package struct HotFolder: Sendable {
    /// What is remembered of images, by name.
    package private(set) var records: [String: Record]
    private let order: String
    private let settle: Duration
    private var sightings: [String: Sighting] = [:]
    private var underWay: [String: FolderFile.Look] = [:]

    /// What became of an image.
    package struct Record: Hashable, Sendable, Codable {
        /// As it was when it was submitted.
        package var look: FolderFile.Look
        /// What was to be done.
        package var order: String
        /// Names of the files that came of it.
        package var written: [String]
        /// Why it failed; nil when it did not.
        package var problem: String?
    }

    private struct Sighting: Hashable {
        var look: FolderFile.Look
        var since: Duration
    }

    /// `order` says what is to be done: with another one all images are done again. `settle` is how long an image must
    /// have stood unchanged.
    package init(order: String, settle: Duration, records: [String: Record] = [:]) {
        self.order = order
        self.settle = settle
        self.records = records
    }

    /// The folder holds `files`, none of them twice.
    /// - Returns: the images to submit now, by name, in order.
    package mutating func see(_ files: [FolderFile], at now: Duration) -> [String] {
        let names = Set(files.map(\.name))
        forget(allBut: names)
        let made = Set(records.values.flatMap(\.written))
        var due: [String] = []
        for file in files where file.isImage && !made.contains(file.name) && underWay[file.name] == nil {
            if isDue(file, now) { due.append(file.name) }
        }
        sightings = sightings.filter { names.contains($0.key) }
        return due.sorted()
    }

    private mutating func isDue(_ file: FolderFile, _ now: Duration) -> Bool {
        if let record = records[file.name], record.look == file.look, record.order == order { return false }
        guard let sighting = sightings[file.name], sighting.look == file.look else {
            sightings[file.name] = Sighting(look: file.look, since: now)
            return false
        }
        guard now - sighting.since >= settle else { return false }
        sightings[file.name] = nil
        underWay[file.name] = file.look
        return true
    }

    /// Records of which nothing is left; while a result is there, it must not be taken for an image.
    private mutating func forget(allBut names: Set<String>) {
        records = records.filter { entry in
            names.contains(entry.key) || underWay[entry.key] != nil
                || entry.value.written.contains { names.contains($0) }
        }
    }

    /// Files that came of the image before, which the next results may replace.
    package func written(of name: String) -> Set<String> { Set(records[name]?.written ?? []) }

    /// The image has ended: with these files, or for this reason.
    package mutating func ended(_ name: String, written: [String], problem: String?) {
        guard let look = underWay.removeValue(forKey: name) else { return }
        records[name] = Record(look: look, order: order, written: written, problem: problem)
    }

    /// The image could not be submitted for reasons that pass: it is tried again.
    package mutating func postponed(_ name: String) {
        underWay[name] = nil
    }

    /// Whether an image is under way, or about to be.
    package var isBusy: Bool { !underWay.isEmpty || !sightings.isEmpty }
}
