/// How the text lies on a page. The same word in forms, the store and `words.json`.
package enum Segmentation: String, CaseIterable, Hashable, Sendable, Codable {
    /// Columns, headings and pictures, found by themselves.
    case page
    /// One column of lines of any size.
    case column
    /// One block of lines; what stands on one level is one line, as on a receipt.
    case block
    /// A single line.
    case line
    /// A single word.
    case word
    /// Text here and there, in no order.
    case sparse
}
