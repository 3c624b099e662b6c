/// What went wrong with the store. Nothing here is for the eyes of a client: the log sees it.
package struct StoreError: Error, Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        /// There is no store at the path, or no writer has prepared it yet.
        case missing
        /// A later version of the project has written it.
        case newerSchema
        /// An earlier one has, or another build of this one, and no writer of this one has brought it forward.
        case olderSchema
        /// A change that the job's state does not allow: a bug of whoever asked for it.
        case illegalChange
        /// A row that this version cannot read.
        case malformedRow
        /// No room on the disk.
        case full
        /// The file is no database, or is damaged.
        case damaged
        /// The file may not be opened or written, or no descriptor is left for it.
        case notAllowed
        /// Everything else: I/O errors, a lock that is held too long.
        case failed
    }

    package let code: Code
    package let privateDetail: String
    /// Which of the changes given to `commit` is at fault, counted from 0; nil when it is no single one.
    package var change: Int?

    package init(_ code: Code, _ privateDetail: String, change: Int? = nil) {
        self.code = code
        self.privateDetail = privateDetail
        self.change = change
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch code {
        case .newerSchema, .olderSchema: privateDetail
        case .damaged:
            "store: it is damaged, put a backup into its place with platen restore --replace: \(privateDetail)"
        case .notAllowed:
            "store: it cannot be opened or written, see to its owner and to how many files may be open: \(privateDetail)"
        case .full: "store: the disk is full, make room on it: \(privateDetail)"
        default: "store: \(privateDetail) (\(code))"
        }
    }
}
