import Jobs

/// Links to files of a job, for whoever is given them.
struct ShareDocument: Encodable {
    struct Link: Encodable {
        /// The file's.
        let name: String
        let url: String
    }

    let expiresAt: String
    let links: [Link]

    private enum CodingKeys: String, CodingKey {
        case links
        case expiresAt = "expires_at"
    }
}
