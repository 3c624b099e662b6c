/// One job to be made, or waited for, and what its results are to be called.
package struct Item: Hashable, Sendable {
    /// Unique among those of a run.
    package let number: Int
    package let source: Source
    /// Result files are called this with an ending; nil where the service's name of the file is to be used.
    package let base: String?
    /// Result files that may be replaced, by name.
    package var replaceable: Set<String>

    package enum Source: Hashable, Sendable {
        case image(ImageSource, key: Key)
        /// A job without an image.
        case form(key: String)
        /// A job that was submitted before.
        case job(String)
    }

    /// What makes a request one, however often it is sent.
    package enum Key: Hashable, Sendable {
        case fixed(String)
        /// Follows from what is asked for and the image's bytes: the same image is one job for ever, also for another
        /// process.
        case content
    }

    package init(number: Int, source: Source, base: String?, replaceable: Set<String> = []) {
        self.number = number
        self.source = source
        self.base = base
        self.replaceable = replaceable
    }

    /// For people.
    package var label: String {
        switch source {
        case .image(let source, _): source.label
        case .form: "job \(number)"
        case .job(let id): id.onOneLine
        }
    }
}
