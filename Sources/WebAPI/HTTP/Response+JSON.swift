import Documents
import Jobs

extension Response {
    /// - Throws: `Problem` with `.internalError`.
    static func json(status: Int = 200, _ document: some Encodable) throws(Problem) -> Response {
        Response(status: status, mediaType: "application/json", body: try JSON.bytes(of: document))
    }
}
