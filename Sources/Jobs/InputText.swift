/// The text that a job of the kind `text` is about.
package enum InputText {
    /// Its name in the job's folder.
    package static let fileName = "input.txt"
    /// The longest one, in bytes of UTF-8.
    package static let maximumBytes = 1 << 20
}
