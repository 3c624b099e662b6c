/// How a JPEG is flipped whose pixels cannot be without loss. The same word in forms and the store.
package enum Flip: String, CaseIterable, Hashable, Sendable, Codable {
    /// By its orientation, which viewers heed: no pixel changes.
    case lossless
    /// By its pixels, which are encoded anew.
    case pixels
}
