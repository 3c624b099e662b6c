/// The way to the service and back. Calls come from several threads at once, and block.
package protocol Transport: Sendable {
    /// - Throws: `TransportError` when no complete answer came back.
    func send(_ request: HTTPRequest) throws(TransportError) -> HTTPReply
}
