/// nginx's configuration from its template, which has names between `@` signs where values belong.
struct NginxConfiguration {
    /// By name, without the signs.
    let values: [String: String]

    /// Puts the values into `template`.
    /// - Throws: `LaunchError` that lists names without a value.
    func render(_ template: String) throws(LaunchError) -> String {
        var result = ""
        var unknown: [String] = []
        for (number, line) in template.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number > 0 { result += "\n" }
            result += isComment(line) ? String(line) : render(line: line, unknown: &unknown)
        }
        guard unknown.isEmpty else {
            throw LaunchError(
                "nginx's template names values that there are not: \(unknown.joined(separator: ", ")).")
        }
        return result
    }

    private func isComment(_ line: Substring) -> Bool {
        line.first { $0 != " " } == "#"
    }

    private func render(line: Substring, unknown: inout [String]) -> String {
        String(
            line.replacing(/@([A-Z][A-Z_]*)@/) { match -> String in
                let name = String(match.1)
                if values[name] == nil { unknown.append(name) }
                return values[name] ?? ""
            })
    }
}
