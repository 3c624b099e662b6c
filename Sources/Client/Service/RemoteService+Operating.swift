internal import Foundation
package import Jobs

/// What an operator asks of the service.
extension RemoteService {
    /// What waits, and what users were promised and got.
    /// - Throws: `Problem`.
    package func queue() throws(Problem) -> RemoteQueue {
        let request = HTTPRequest("GET", HTTPRequest.target("/api/queue", fields()))
        return try RemoteQueue(json: try answer(request).reply.body)
    }

    /// The rules that count, as JSON.
    /// - Throws: `Problem`.
    package func rules() throws(Problem) -> [UInt8] {
        try answer(HTTPRequest("GET", "/api/rules")).reply.body
    }

    /// - Throws: `Problem`.
    package func setRules(_ document: [UInt8]) throws(Problem) {
        try put("/api/rules", document)
    }

    /// Lets so many jobs run at once.
    /// - Throws: `Problem`.
    package func setProcessors(_ wanted: Int) throws(Problem) {
        try put("/api/processors", Array("{\"wanted\":\(wanted)}".utf8))
    }

    private func put(_ path: String, _ body: [UInt8]) throws(Problem) {
        _ = try answer(
            HTTPRequest("PUT", path, headers: ["Content-Type": "application/json"], body: body))
    }

    /// The rules of a document with these weights of users in place of what it says of those users.
    /// - Throws: `Problem` with `.answerNotUnderstood`.
    static func rules(_ document: [UInt8], weights: [String: Double]) throws(Problem) -> [UInt8] {
        do {
            guard var rules = try JSONSerialization.jsonObject(with: Data(document)) as? [String: Any] else {
                throw Problem.notUnderstood
            }
            var users = rules["users"] as? [String: Any] ?? [:]
            for (user, weight) in weights { users[user] = ["weight": weight] }
            rules["users"] = users
            return Array(try JSONSerialization.data(withJSONObject: rules, options: .sortedKeys))
        } catch {
            throw Problem.notUnderstood
        }
    }
}
