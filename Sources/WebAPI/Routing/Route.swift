/// A method and a path, and who answers there.
struct Route: Sendable {
    let method: String
    /// As written, with a word in braces for each argument.
    let path: String
    let pattern: PathPattern
    let access: Access
    let controller: any Controller

    init(_ method: String, _ pattern: String, for access: Access, _ controller: any Controller) {
        self.method = method
        self.access = access
        path = pattern
        self.pattern = PathPattern(pattern)
        self.controller = controller
    }

    /// HEAD is answered as GET.
    func accepts(_ method: String) -> Bool {
        self.method == method || (self.method == "GET" && method == "HEAD")
    }

    /// The methods of `routes` as the `Allow` header names them.
    static func allowed(by routes: [Route]) -> String {
        var methods = Set(routes.map(\.method))
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.sorted().joined(separator: ", ")
    }
}
