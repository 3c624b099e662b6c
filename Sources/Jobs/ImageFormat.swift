/// An encoded form of images that processors decode.
package enum ImageFormat: String, CaseIterable, Hashable, Sendable, Codable {
    case png
    case jpeg

    /// The bytes that every file of the format begins with.
    package var magic: [UInt8] {
        switch self {
        case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        case .jpeg: [0xFF, 0xD8, 0xFF]
        }
    }

    /// The ending of file names, without the dot.
    package var fileExtension: String {
        switch self {
        case .png: "png"
        case .jpeg: "jpg"
        }
    }

    package var mediaType: String { "image/\(rawValue)" }

    /// The format whose magic `bytes` begin with; nil when it is none or too little has been seen.
    package init?(magicOf bytes: some Collection<UInt8>) {
        guard let format = Self.allCases.first(where: { bytes.starts(with: $0.magic) }) else { return nil }
        self = format
    }
}
