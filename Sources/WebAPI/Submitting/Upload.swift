import Documents
import Jobs

/// One image on its way from the request to the spool, or a text, or both. Nothing is written before the first bytes
/// of an image have passed the probe.
final class Upload {
    let id: JobID
    /// Its place among the images of the request, from 1.
    let number: Int
    let fileName: String?
    private let inputs: any InputReceiving
    private var probe: ImageProbe
    private var hash = ContentHash()
    private var input: (any InputWriting)?
    /// What the job is about beside the image; nil for other kinds than `text`.
    var text: String?
    /// Known once all of it has arrived.
    private(set) var image: InputImage?
    /// Of everything that arrived; known with `image`.
    private(set) var digest: ContentDigest?

    init(id: JobID, number: Int, fileName: String?, backend: Backend) {
        self.id = id
        self.number = number
        self.fileName = fileName
        inputs = backend.inputs
        probe = ImageProbe(maximumPixels: backend.limits.maximumPixels)
    }

    /// Whether nothing has arrived.
    var isEmpty: Bool { probe.bytes == 0 }

    /// - Throws: `Problem` of the image, or of the spool.
    func append(_ piece: Span<UInt8>) throws(Problem) {
        try probe.consume(piece)
        try openInput().append(piece)
        hash.update(piece)
    }

    /// Call when all of it has arrived.
    /// - Throws: `Problem` of the image.
    func end() throws(Problem) {
        image = try probe.finish()
        digest = hash.digest
    }

    /// Returns when the input is durable.
    /// - Throws: `Problem` of the spool.
    func keep() throws(Problem) {
        guard image != nil || text != nil else {
            throw .internalError("an upload was kept before its end")
        }
        let input = try openInput()
        if let text { try input.add(text: Array(text.utf8)) }
        try input.keep(as: image?.format)
    }

    /// Removes everything of it from the spool.
    func discard() {
        input?.discard()
        input = nil
    }

    private func openInput() throws(Problem) -> any InputWriting {
        if let input { return input }
        let opened = try inputs.receive(id)
        input = opened
        return opened
    }
}
