extension Backend {
    /// Whether whoever asks may see what all users do: the one place where that is decided. Without accounts whoever
    /// reaches the service is its operator, as for the number of processors and the rules.
    func maySeeAllUsers(_ request: Request) -> Bool { true }
}
