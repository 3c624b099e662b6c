internal import Foundation
internal import Jobs

/// No service has kept anything in this data folder yet.
struct NothingKept: Error, CustomStringConvertible {
    let folder: String

    var description: String {
        "There is nothing in \(folder): no service has run on it. Start one with `platen up`, or set PLATEN_DATA_DIR to "
            + "the data folder of the one that has."
    }
}

extension ServiceSettings {
    /// Before a command reads what a service has kept.
    /// - Throws: `NothingKept` without a store.
    func checkStore() throws(NothingKept) {
        guard FileManager.default.fileExists(atPath: storePath) else { throw NothingKept(folder: dataFolder) }
    }
}
