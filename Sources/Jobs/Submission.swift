/// A job as the responder hands it to the supervisor: everything that must be remembered of it.
package struct Submission: Hashable, Sendable {
    package var id: JobID
    package var user: UserName
    package var kind: JobKind
    package var options: JobOptions
    /// Nil for kinds without an image.
    package var image: InputImage?
    /// The client's name of the file, for display only; at most `maximumFileNameBytes` of UTF-8.
    package var fileName: String?
    package var submittedAt: Timestamp

    package static let maximumFileNameBytes = 255

    package init(
        id: JobID, user: UserName, kind: JobKind, options: JobOptions, image: InputImage?, fileName: String?,
        submittedAt: Timestamp
    ) {
        self.id = id
        self.user = user
        self.kind = kind
        self.options = options
        self.image = image
        self.fileName = fileName.map { Self.displayName($0) }
        self.submittedAt = submittedAt
    }

    /// The last path component of what a client called its file, without control characters, cut at a character
    /// boundary to what a record holds.
    static func displayName(_ name: String) -> String {
        let component = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let visible = component.unicodeScalars.filter { $0.properties.generalCategory != .control }
        var kept = String(String.UnicodeScalarView(visible))
        while kept.utf8.count > maximumFileNameBytes { kept.removeLast() }
        return kept
    }
}
