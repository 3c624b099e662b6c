/// Where the bytes of a request's body come from, piece by piece.
package protocol RequestBody: AnyObject {
    /// Fills the beginning of `buffer` and returns how many bytes it wrote; 0 is the end of the body.
    /// - Throws: `RequestAborted` when the sender went away before the end.
    func read(into buffer: inout [UInt8]) throws(RequestAborted) -> Int
}

/// The connection was lost inside a body: there is nobody left to answer.
package struct RequestAborted: Error, Hashable, Sendable {
    package init() {}
}
