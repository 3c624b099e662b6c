/// Why there is no whole response.
package struct OutboundFailure: Error, Hashable, Sendable {
    /// What a caller may want to tell apart.
    package enum Code: Hashable, Sendable {
        /// The name has no address.
        case unresolved
        /// Nobody answers at the address, or the connection broke.
        case connection
        /// The connection is not, or would not be, secure.
        case insecure
        /// It was not over in time.
        case timeout
        /// The body is larger than allowed.
        case tooLarge
        /// Only addresses that were not allowed were left to connect to.
        case refusedAddress
        /// The request or the response cannot be understood.
        case malformed
    }

    package let code: Code
    /// Of the response, where it had begun.
    package let status: Int?
    /// In libcurl's words, for logs.
    package let detail: String

    package init(_ code: Code, status: Int? = nil, _ detail: String) {
        self.code = code
        self.status = status
        self.detail = detail
    }
}
