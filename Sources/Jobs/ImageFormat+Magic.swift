/// The bytes that files begin with.
extension ImageFormat {
    /// A beginning; nil stands for any byte.
    package typealias Magic = [UInt8?]

    /// Every file of the format begins with one of these.
    package var magics: [Magic] {
        switch self {
        case .png: [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]
        case .jpeg: [[0xFF, 0xD8, 0xFF]]
        case .tiff: [[0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43]]
        case .webp: [Self.magic("RIFF") + [nil, nil, nil, nil] + Self.magic("WEBP")]
        case .gif: [Self.magic("GIF87a"), Self.magic("GIF89a")]
        // A word of two letters is not enough: the length of the second header, of which there are few, comes with it.
        case .bmp:
            Self.bitmapHeaders.map { Self.magic("BM") + [UInt8?](repeating: nil, count: 12) + [$0, 0, 0, 0] }
        case .pnm: (1...7).flatMap { digit in " \t\r\n".utf8.map { Self.magic("P\(digit)") + [$0] } }
        case .pdf: [Self.magic("%PDF-")]
        }
    }

    private static let bitmapHeaders: [UInt8] = [12, 40, 52, 56, 64, 108, 124]

    private static func magic(_ text: String) -> Magic { text.utf8.map { $0 } }

    /// The most bytes that it takes to tell.
    static let longestMagic = allCases.flatMap(\.magics).map(\.count).max() ?? 0

    /// The format of which `bytes` begin like a file; nil when there is none, or when too little has been seen.
    package init?(magicOf bytes: some Collection<UInt8>) {
        guard
            let format = Self.allCases.first(where: { format in
                format.magics.contains { Self.begins(bytes, $0) }
            })
        else { return nil }
        self = format
    }

    /// Whether a file that begins with `bytes`, which are few, may be of a format.
    static func isPossible(_ bytes: [UInt8]) -> Bool {
        allCases.contains { $0.magics.contains { begins(bytes, $0.prefix(bytes.count)) } }
    }

    private static func begins(_ bytes: some Collection<UInt8>, _ magic: some Collection<UInt8?>) -> Bool {
        bytes.count >= magic.count && zip(bytes, magic).allSatisfy { $1 == nil || $0 == $1 }
    }
}
