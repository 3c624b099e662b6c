/// Why a service cannot be watched, in a sentence that says what to do.
package struct WatchError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    static func notRunning(_ folder: String) -> WatchError {
        WatchError(
            description:
                "No service runs on \(folder). Start one with `platen up`, or set PLATEN_DATA_DIR to "
                + "the data folder of the one that runs.")
    }

    static func silent(_ folder: String, since: Duration) -> WatchError {
        let seconds = since.components.seconds
        return WatchError(
            description:
                "The service on \(folder) has shown no sign of life for \(seconds) s: it was killed, or "
                + "is stuck. Start it with `platen up`; if it still runs, see its log.")
    }

    static func otherOwner(_ folder: String) -> WatchError {
        WatchError(
            description:
                "The service on \(folder) belongs to another user. Run this as the user who started it.")
    }

    static func otherVersion(_ folder: String) -> WatchError {
        WatchError(
            description:
                "The service on \(folder) is of another version. Run the `platen` that started it, or "
                + "restart the service.")
    }
}
