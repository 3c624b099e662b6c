/// Rules as the store keeps them.
package struct StoredRules: Hashable, Sendable {
    /// JSON.
    package var document: String
    /// Of the rules file that was taken over last: as long as it stays the same, the rules that were set since count.
    package var file: ContentDigest?

    package init(document: String, file: ContentDigest?) {
        self.document = document
        self.file = file
    }
}
