internal import Foundation
import JobStore
import Spool

/// Why a backup cannot be taken or restored: sentences for the person who asked for it.
package struct BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    /// With the operating system's own words for `errno`.
    init(_ what: String, errno code: Int32) {
        self.init("\(what): \(SupervisorError.text(of: code)).")
    }

    /// What the store, the spool or the system said while a backup was written to or read from `folder`.
    static func of(_ error: any Error, at folder: String) -> BackupError {
        switch error {
        case let error as BackupError: error
        case let error as SpoolError where error.code == .full: .full(folder)
        case let error as StoreError where error.code == .full: .full(folder)
        case let error as StoreError where [.newerSchema, .olderSchema].contains(error.code):
            BackupError(error.description)
        case let error as CocoaError where error.code == .fileWriteOutOfSpace: .full(folder)
        case let error as CocoaError:
            BackupError("\(folder): \(error.localizedDescription) Name another place, or mend that.")
        default: BackupError("\(folder): \(error).")
        }
    }

    private static func full(_ folder: String) -> BackupError {
        BackupError("There is no room at \(folder). Make room there, or name another place, and begin again.")
    }
}
