import Documents
import Jobs

/// What a submission may carry.
extension Schema {
    /// Of a field by its name; nil for a name that no submission has.
    static func field(_ name: String) -> JSONValue? {
        switch name {
        case "kind": word("What is done; ocr unless said.", JobKind.allCases.map(\.rawValue))
        case "user_id": text("Whose job it is.", pattern: "^[A-Za-z0-9._@+-]{0,64}$")
        case "job_id":
            text(
                "The client's own name of the job: the same name gives the same job again.",
                pattern: "^[A-Za-z0-9_~-][A-Za-z0-9._:~-]{0,63}$")
        case "delay": number("Seconds before it may begin.", 0...Submission.longestDelaySeconds)
        case "deadline":
            number(
                "Seconds after which it fails unless it has begun.", 0.001...Submission.longestDeadlineSeconds
            )
        case "priority":
            count("The higher runs earlier among the user's own jobs; 0 unless said.", Priority.range)
        case "width": count("ascii: characters per line.", JobOptions.asciiWidths)
        case "style":
            word("ascii: how it is drawn; plain unless said.", CharacterStyle.allCases.map(\.rawValue))
        case "invert":
            word("ascii: whether light is dense, for dark screens; false unless said.", ["true", "false"])
        case "flip":
            word(
                "mirror: how a JPEG is flipped whose width is no whole number of blocks; lossless unless said.",
                Flip.allCases.map(\.rawValue))
        case "duration": number("sleep: seconds.", 0...JobOptions.longestSleepSeconds)
        case "webhook":
            text(
                "Who is told of the job's end: an http or https URL that leads to a public address.",
                pattern: "^https?://[a-z0-9][a-z0-9.-]{0,60}[a-z](:[1-9][0-9]{0,3})?/[A-Za-z0-9/._-]{0,100}$")
        case "prepare":
            word(
                "ocr: whether the image is made easier to read; auto unless said.",
                Preparing.allCases.map(\.rawValue))
        case "segmentation":
            word(
                "ocr: how the text lies; found by itself unless said.", Segmentation.allCases.map(\.rawValue))
        case "text":
            text(
                "text: what is counted, and looked for in the image; at most \(InputText.maximumBytes) bytes."
            )
        case "file_name": text("What the image is called.")
        default: nil
        }
    }

    private static var fields: [String: JSONValue] {
        Dictionary(
            uniqueKeysWithValues: SubmissionField.known.compactMap { name in field(name).map { (name, $0) } })
    }

    /// A submission without an image.
    static var submission: JSONValue {
        object("What is to be done.", fields, optional: Set(fields.keys))
    }

    /// A submission with images; more fields of text may be `further`.
    static func form(images: Int, further: [String: JSONValue] = [:]) -> JSONValue {
        var members = fields.merging(further) { $1 }
        let optional = Set(members.keys)
        let several: JSONValue = .object([
            "type": "array", "items": file, "minItems": 1, "maxItems": .integer(Int64(images)),
            "description": "PNG or JPEG; one job each.",
        ])
        members["image"] = images == 1 ? file : several
        return object("Images with what is to be done with them.", members, optional: optional)
    }
}
