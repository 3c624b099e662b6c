internal import Glibc

/// Why a segment, the doorbell or a ticket block cannot be used.
package struct SharedMemoryError: Error, Hashable, Sendable {
    /// What kind of trouble it is.
    package enum Code: String, Hashable, Sendable {
        /// No segment bears that name: the supervisor is not running.
        case absent
        /// The segment is being made at this moment; try again.
        case notReady
        /// The segment was given up by its owner; a new one is about to come.
        case retired
        /// The segment was made by another version of the project.
        case otherLayout
        /// The segment is not ours, or its size and its header disagree.
        case damaged
        /// The segment belongs to another user of the machine.
        case otherOwner
        /// The instance name cannot be part of a segment's name.
        case invalidName
        /// More processes want tickets than there are blocks.
        case noFreeBlock
        /// A system call failed.
        case system
    }

    /// What kind of trouble it is.
    package let code: Code
    /// What happened to what, for the log.
    package let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// A system call that answered `result`, a negative errno.
    init(_ action: String, result: Int32) {
        let reason = unsafe String(cString: strerror(-result))
        let code: Code =
            switch -result {
            case ENOENT: .absent
            case EACCES: .otherOwner
            default: .system
            }
        self.init(code, "\(action): \(reason)")
    }
}

extension SharedMemoryError: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(detail)" }
}
