internal import Jobs

/// What is to be done, as fields of a submission: the same for every file.
package struct JobForm: Hashable, Sendable {
    package let kind: String
    /// Of the kind, and those of every job, such as `delay`.
    package let options: [String: String]

    package init(kind: String, options: [String: String] = [:]) {
        self.kind = kind
        self.options = options
    }

    /// Whether each job may have an image; a kind that this version does not know is taken to need one.
    package var takesImage: Bool { JobKind(rawValue: kind)?.takesImage ?? true }

    /// Whether each job must have an image.
    package var needsImage: Bool { options["text"] == nil && takesImage }

    var fields: [String: String] { options.merging(["kind": kind]) { $1 } }
}

extension JobForm: CustomStringConvertible {
    /// The same for the same form.
    package var description: String {
        let pairs = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return pairs.joined(separator: "&")
    }
}
