internal import ArgumentParser
internal import Client
internal import Jobs

/// What is to be done with images.
struct KindOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What is to be done: \(JobKind.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "kind"))
    var kind = JobKind.ocr.rawValue

    @Option(help: "Of ascii: characters per line.")
    var width: Int?

    @Option(
        help: ArgumentHelp(
            "Of ascii: \(CharacterStyle.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "style"))
    var style: String?

    @Flag(help: "Of ascii: light is dense, for dark screens.")
    var invert = false

    @Option(help: "Of sleep: seconds.")
    var duration: Double?

    @Option(help: "Seconds until the job may begin.")
    var delay: Double?

    @Option(
        help: ArgumentHelp(
            "Higher runs earlier among your own jobs: \(Priority.range.lowerBound) to \(Priority.range.upperBound).",
            valueName: "number"))
    var priority: Int?

    @Option(
        help: ArgumentHelp("Any other field of a submission. May be repeated.", valueName: "name=value"))
    var option: [String] = []

    func validate() throws {
        guard option.allSatisfy({ $0.dropFirst().contains("=") }) else {
            throw ValidationError("--option has the form name=value.")
        }
        if let taken = Self.taken.first(where: { name in option.contains { $0.hasPrefix("\(name)=") } }) {
            throw ValidationError("\(taken) is not for --option: the command sets it by itself.")
        }
    }

    /// Fields that other options say, or that must be another for each image.
    private static let taken = ["job_id", "user_id", "kind", "file_name", "image"]

    /// The results that are wanted unless others are named; empty for those of any job.
    var usualResults: [String] {
        guard kind == JobKind.ascii.rawValue, let style = form.options["style"].flatMap(CharacterStyle.init),
            style != .plain
        else { return [] }
        return [style.fileName]
    }

    var form: JobForm {
        var fields: [String: String] = [:]
        for pair in option.map({ $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false) }) {
            fields[String(pair[0])] = String(pair[1])
        }
        fields["width"] = width.map(String.init) ?? fields["width"]
        fields["style"] = style ?? fields["style"]
        fields["invert"] = invert ? "true" : fields["invert"]
        fields["duration"] = duration.map { "\($0)" } ?? fields["duration"]
        fields["delay"] = delay.map { "\($0)" } ?? fields["delay"]
        fields["priority"] = priority.map(String.init) ?? fields["priority"]
        return JobForm(kind: kind, options: fields)
    }
}
