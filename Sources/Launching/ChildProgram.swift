/// A program to start: what, how, and where it reads from.
struct ChildProgram: Hashable, Sendable {
    /// An absolute path.
    var path: String
    var arguments: [String]
    var environment: [String: String]
    /// The child's descriptor 0; nil for `/dev/null`.
    var standardInput: Int32?
    /// Where it runs.
    var folder: String
    /// Sent to the child when this process ends, however it ends.
    var deathSignal: Int32
    /// Unix sockets that it makes: what one that was killed left of them is removed before it starts.
    var sockets: [String] = []
}
