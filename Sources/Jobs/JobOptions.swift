/// The options of a job, by kind. A field that the kind does not use is nil.
package struct JobOptions: Hashable, Sendable, Codable {
    /// `ascii`: characters per line.
    package var width: Int?
    /// `ascii`: how it is drawn; nil as `plain`.
    package var style: CharacterStyle?
    /// `ascii`: light is dense, for dark screens; nil as false.
    package var invert: Bool?
    /// `mirror`: how a JPEG of broken blocks is flipped; nil as `lossless`.
    package var flip: Flip?
    /// `ocr`: whether the image is prepared; nil as `auto`.
    package var prepare: Preparing?
    /// `ocr`: how the text lies; nil when the image is to tell.
    package var segmentation: Segmentation?
    /// `text`: the length of the text that was sent, in bytes of UTF-8; nil for the text of the image.
    package var textBytes: Int?
    /// `sleep`: how long to hold a processor, in milliseconds.
    package var durationMilliseconds: Int64?

    package static let asciiWidths = 1...1000
    package static let defaultASCIIWidth = 100
    /// The longest `sleep`, in seconds.
    package static let longestSleepSeconds = 3600.0
    package static let defaultSleepSeconds = 1.0

    package init(
        width: Int? = nil, durationMilliseconds: Int64? = nil, prepare: Preparing? = nil,
        segmentation: Segmentation? = nil, style: CharacterStyle? = nil, invert: Bool? = nil,
        flip: Flip? = nil, textBytes: Int? = nil
    ) {
        self.width = width
        self.style = style
        self.invert = invert
        self.flip = flip
        self.textBytes = textBytes
        self.durationMilliseconds = durationMilliseconds
        self.prepare = prepare
        self.segmentation = segmentation
    }

    private enum CodingKeys: String, CodingKey {
        case width
        case style
        case invert
        case flip
        case textBytes = "text_bytes"
        case durationMilliseconds = "duration_ms"
        case prepare
        case segmentation
    }
}

extension JobOptions {
    /// The options of a `kind` from the text of the fields that a client sent, defaults filled in. Fields that
    /// belong to another kind are passed over, so that a client can send one form for all kinds.
    /// - Throws: `Problem` with `.invalidOption` that names the field and the range.
    package init(kind: JobKind, fields: [String: String]) throws(Problem) {
        self.init()
        switch kind {
        case .ascii:
            width = try Self.width(fields["width"])
            style = try Self.choice(fields["style"], "style")
            invert = try Self.truth(fields["invert"], "invert")
        case .mirror: flip = try Self.choice(fields["flip"], "flip")
        case .sleep: durationMilliseconds = try Self.duration(fields["duration"])
        case .ocr: try setReading(fields)
        case .text:
            try setReading(fields)
            textBytes = fields["text"]?.utf8.count
        case .size, .photo: break
        }
    }

    private mutating func setReading(_ fields: [String: String]) throws(Problem) {
        prepare = try Self.choice(fields["prepare"], "prepare")
        segmentation = try Self.choice(fields["segmentation"], "segmentation")
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String?, _ field: String
    ) throws(Problem) -> Choice? where Choice.RawValue == String {
        guard let text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.invalidOption, "\(field) is one of: \(names).")
        }
        return choice
    }

    private static func truth(_ text: String?, _ field: String) throws(Problem) -> Bool? {
        switch text {
        case nil: nil
        case "true"?: true
        case "false"?: false
        default: throw Problem(.invalidOption, "\(field) is true or false.")
        }
    }

    private static func width(_ text: String?) throws(Problem) -> Int {
        guard let text else { return defaultASCIIWidth }
        guard let width = Int(text), asciiWidths.contains(width) else {
            throw Problem(
                .invalidOption,
                "width is the number of characters per line, a whole number from "
                    + "\(asciiWidths.lowerBound) to \(asciiWidths.upperBound).")
        }
        return width
    }

    private static func duration(_ text: String?) throws(Problem) -> Int64 {
        guard let text else { return Int64(defaultSleepSeconds * 1000) }
        guard let seconds = Double(text), (0...longestSleepSeconds).contains(seconds) else {
            throw Problem(
                .invalidOption, "duration is a number of seconds from 0 to \(Int(longestSleepSeconds)).")
        }
        return Int64((seconds * 1000).rounded())
    }
}
