package import Jobs

/// Finds the addresses that a host's name has.
package protocol NameResolving: Sendable {
    /// Calls `completion` once, on any thread, with all of them; with none where the name has none or nobody knows. An
    /// address is its own only one.
    func resolve(_ host: String, completion: @escaping @Sendable ([IPAddress]) -> Void)
}
