/// How a processor that lived to tell it ended its job. A processor that says nothing has crashed.
package enum Outcome: Hashable, Sendable {
    case completed(JobResult)
    /// The input or the machine is at fault; the code says which.
    case failed(Problem.Code, detail: String)

    /// The largest wire form, in bytes.
    package static let maximumBytes = 8192
}

extension Outcome {
    /// The result files; none of a job that failed.
    package var files: [ResultFile] {
        switch self {
        case .completed(let result): result.files
        case .failed: []
        }
    }
}

/// What a completed job left behind.
package struct JobResult: Hashable, Sendable {
    /// A small JSON object that answers by itself (`size`: bytes, dimensions, format); nil where the files are
    /// the answer. At most `maximumValueBytes`.
    package var value: String?
    /// The result files in the job's folder, in the order in which they are shown.
    package var files: [ResultFile]

    package static let maximumValueBytes = 4096
    /// The most result files of a job.
    package static let maximumFiles = 16

    package init(value: String? = nil, files: [ResultFile] = []) {
        self.value = value
        self.files = files
    }
}

/// One file that a job produced.
package struct ResultFile: Hashable, Sendable, Codable {
    /// The file that holds a job's text, recognised or drawn.
    package static let text = "text.txt"

    /// Name in the job's folder, such as `text.txt`.
    package var name: String
    package var bytes: Int64

    package init(name: String, bytes: Int64) {
        self.name = name
        self.bytes = bytes
    }

    /// By the ending of the name, as nginx serves it.
    package var mediaType: String {
        switch name.split(separator: ".").last {
        case "txt", "ansi": "text/plain; charset=utf-8"
        case "json": "application/json"
        case "png": "image/png"
        case "jpg": "image/jpeg"
        default: "application/octet-stream"
        }
    }
}
