package import Jobs

/// What the client itself finds wrong; all other codes are the service's.
extension Problem.Code {
    /// `PLATEN_URL` or `PLATEN_API_KEY`.
    package static let invalidAddress = Self(rawValue: "invalid_address")
    /// Nobody answered, or not for long enough.
    package static let serviceNotReached = Self(rawValue: "service_not_reached")
    /// What answered is no such service.
    package static let answerNotUnderstood = Self(rawValue: "answer_not_understood")
    package static let fileNotRead = Self(rawValue: "file_not_read")
    /// A result would have replaced a file.
    package static let resultExists = Self(rawValue: "result_exists")
    package static let resultNotWritten = Self(rawValue: "result_not_written")
    /// The job ended because someone cancelled it.
    package static let cancelled = Self(rawValue: "cancelled")
}

extension String {
    /// The same with control characters as `?`, so that a name neither ends its line nor steers the terminal.
    package var onOneLine: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}
