/// What makes a submission happen once: of all submissions of a user with one key, one becomes a job.
package struct SubmissionKey: Hashable, Sendable {
    /// Of the key that the client chose, and of the image's place in the request.
    package var digest: ContentDigest
    /// Of everything that the request asks for: requests with the same key must agree in it.
    package var fingerprint: ContentDigest
    /// The key itself, where it is the client's own name of the job.
    package var clientID: ClientJobID?

    package init(digest: ContentDigest, fingerprint: ContentDigest, clientID: ClientJobID? = nil) {
        self.digest = digest
        self.fingerprint = fingerprint
        self.clientID = clientID
    }
}

extension SubmissionKey: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(
            digest: try ContentDigest(from: &reader), fingerprint: try ContentDigest(from: &reader),
            clientID: try reader.readOptional { reader throws(WireError) in
                try ClientJobID(from: &reader)
            })
    }

    package func write(to writer: inout WireWriter) {
        digest.write(to: &writer)
        fingerprint.write(to: &writer)
        writer.write(optional: clientID) { $1.write(to: &$0) }
    }
}
