import GRDB

extension StoreError {
    /// The same error when it is one of ours already; otherwise what SQLite or the file system said.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(Self.code(of: error), "\(error)")
        default: self.init(.failed, "\(error)")
        }
    }

    private static func code(of error: DatabaseError) -> Code {
        switch error.extendedResultCode {
        // The second is of the file of shared memory beside the log, which was to grow.
        case .SQLITE_FULL, .SQLITE_IOERR_SHMSIZE: .full
        default: code(of: error.resultCode)
        }
    }

    private static func code(of result: ResultCode) -> Code {
        switch result {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .damaged
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .notAllowed
        default: .failed
        }
    }
}

/// The value of `body`, with whatever it throws as a `StoreError`.
func storing<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do {
        return try body()
    } catch {
        throw StoreError(error)
    }
}
