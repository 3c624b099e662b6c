/// Why a supervisor cannot start or go on, in words for the log.
package struct SupervisorError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
