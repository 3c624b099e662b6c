/// Why a request had no complete answer.
package struct TransportError: Error, Hashable, Sendable {
    /// Whether the request cannot have reached the service.
    package let neverArrived: Bool
    /// For people: what went wrong.
    package let detail: String

    package init(neverArrived: Bool, _ detail: String) {
        self.neverArrived = neverArrived
        self.detail = detail
    }
}
