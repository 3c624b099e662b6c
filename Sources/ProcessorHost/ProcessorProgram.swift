import CPlatform
import Glibc
import ImageText
import Jobs

/// What `platen-processor` does. Given an `Equipment` and what `LanguageModels` names, or nothing, it is the forkserver
/// that has it, with the control socket at descriptor 3 and the scoreboard at 4; `examine` prints what it finds on this
/// machine; `recognise FILE` prints the text of an image, as a job would leave
/// it that has the fields that follow, `prepare=none` for example; `omit=STEP,…` leaves out steps, to measure them, and
/// `lent=N` reads lines in N threads more.
package enum ProcessorProgram {
    /// Runs to the end of the program.
    /// - Returns: the exit status.
    package static func run() -> Int32 {
        let error = unsafe platform_restart_for_forking(CommandLine.unsafeArgv)
        if error != 0 { Log.write("cannot restart with an environment for forking: errno \(error)") }
        do throws(Problem) {
            switch CommandLine.arguments.dropFirst().first {
            case nil: return try Self.serve(.models, LanguageModels())
            case Equipment.bare.rawValue: return try Self.serve(.bare, LanguageModels())
            case Equipment.models.rawValue:
                guard let models = namedModels else { return usage() }
                return try Self.serve(.models, models)
            case "examine":
                guard let models = namedModels else { return usage() }
                Examination.run(models)
                return ProcessorExitStatus.success
            case "recognise" where CommandLine.arguments.count >= 3:
                try printText(of: CommandLine.arguments[2], CommandLine.arguments.dropFirst(3))
                return ProcessorExitStatus.success
            default: return usage()
            }
        } catch {
            Log.write(error.privateDetail.map { "\(error.detail) (\($0))" } ?? error.detail)
            return ProcessorExitStatus.trouble
        }
    }

    /// Behind the first argument; nil for what are no languages.
    private static var namedModels: LanguageModels? {
        LanguageModels(arguments: CommandLine.arguments.dropFirst(2))
    }

    private static func usage() -> Int32 {
        Log.write(
            "usage: platen-processor [bare | models [LANGUAGES [FOLDER]]] | platen-processor examine [LANGUAGES [FOLDER]] | "
                + "platen-processor recognise FILE [FIELD=VALUE…]")
        return ProcessorExitStatus.usage
    }

    /// Of the forkserver and its processors: a tenth of the weight of the others.
    private static let niceness: Int32 = 10

    private static func serve(_ equipment: Equipment, _ models: LanguageModels) throws(Problem) -> Int32 {
        // Requests are answered and their jobs made durable before jobs are worked on, where there is not enough of the
        // machine for both.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        return Forkserver(work: try load(equipment, models), equipment: equipment).run()
    }

    private static func load(_ equipment: Equipment, _ models: LanguageModels) throws(Problem) -> WorkTable {
        guard equipment == .models else { return WorkTable(recogniser: nil) }
        QuickLayers.use()
        let recogniser = try TextRecogniser(models)
        recogniser.warmUp()
        recogniser.loadTeam(size: LineTeam.usefulSize)
        return WorkTable(recogniser: recogniser)
    }

    private static func printText(of path: String, _ arguments: ArraySlice<String>) throws(Problem) {
        var fields: [String: String] = [:]
        for argument in arguments {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
        }
        let omitted = Set((fields["omit"] ?? "").split(separator: ",").map(String.init))
        let limits = ServiceSettings.Limits()
        let bounds = ImageLimits(
            maximumPixels: limits.maximumPixels, maximumDecoderBytes: limits.processorMemoryBytes / 2)
        QuickLayers.use()
        let recogniser = try TextRecogniser()
        if let lent = fields.removeValue(forKey: "lent").flatMap({ Int($0) }) {
            recogniser.loadTeam(size: lent)
            recogniser.team?.start(lent)
            recogniser.team?.allow(lent)
        }
        let text = try recogniser.text(
            ofImageAt: path, limits: bounds, options: try JobOptions(kind: .ocr, fields: fields),
            omitting: omitted)
        try write(text)
    }

    private static func write(_ text: [UInt8]) throws(Problem) {
        var rest = text[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            guard count > 0 else {
                throw Problem(
                    .machineTrouble, "The text could not be written.", privateDetail: "errno \(errno)")
            }
            rest = rest.dropFirst(count)
        }
    }
}
