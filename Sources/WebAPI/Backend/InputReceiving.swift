import Jobs

/// The place where uploaded images go.
protocol InputReceiving: Sendable {
    /// Begins the input of a job that will be called `id`.
    /// - Throws: `Problem` with `.storageFull` or `.internalError`.
    func receive(_ id: JobID) throws(Problem) -> any InputWriting
}

/// An input on its way to disk; nothing of it counts before `keep`.
protocol InputWriting: AnyObject {
    /// - Throws: `Problem` with `.storageFull` or `.internalError`.
    func append(_ piece: Span<UInt8>) throws(Problem)
    /// Adds the text that the job is about.
    /// - Throws: `Problem` with `.storageFull` or `.internalError`.
    func add(text: [UInt8]) throws(Problem)
    /// Returns when the input is durable under its final name; nil for one without an image.
    /// - Throws: `Problem` with `.storageFull` or `.internalError`.
    func keep(as format: ImageFormat?) throws(Problem)
    /// Removes everything of it, also after `keep`.
    func discard()
}
