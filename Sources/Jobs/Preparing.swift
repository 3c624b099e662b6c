/// Whether an image is made easier to read before it is read. The same word in forms and the store.
package enum Preparing: String, CaseIterable, Hashable, Sendable, Codable {
    /// As the image calls for.
    case auto
    /// Not at all: the image is read once, as it is.
    case none
}
