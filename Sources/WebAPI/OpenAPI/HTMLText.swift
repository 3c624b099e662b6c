/// HTML as it is written, element by element. All text is escaped.
struct HTMLText {
    private(set) var text = ""

    /// Appends an element with what `body` writes in it.
    mutating func element(
        _ name: String, _ attributes: [(name: String, value: String)] = [], _ body: (inout HTMLText) -> Void
    ) {
        let list = attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
        text += "<\(name)\(list)>"
        body(&self)
        text += "</\(name)>\n"
    }

    /// Appends an element that holds text alone.
    mutating func element(
        _ name: String, _ content: String, _ attributes: [(name: String, value: String)] = []
    ) {
        element(name, attributes) { $0.write(content) }
    }

    /// Appends text.
    mutating func write(_ content: String) {
        text += Self.escaped(content)
    }

    /// Appends a table of these rows, the first cell of each in the type of code.
    mutating func table(_ heads: [String], _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        element("table") { html in
            html.element("tr") { html in for head in heads { html.element("th", head) } }
            for row in rows {
                html.element("tr") { html in
                    html.element("td") { $0.element("code", row[0]) }
                    for cell in row.dropFirst() { html.element("td", cell) }
                }
            }
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
