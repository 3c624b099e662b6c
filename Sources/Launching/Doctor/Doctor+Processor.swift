internal import Foundation
internal import Jobs

/// What a processor says of itself: its models, and the defences that the kernel gives it.
extension Doctor {
    func processorFindings() -> [Finding] {
        do throws(LaunchError) {
            let models = LanguageModels(languages: settings.language, folder: settings.modelsFolder)
            let output = try Words.of(
                try OwnProgram.sibling(OwnProgram.processor), ["examine"] + models.arguments, from: .output,
                environment)
            return Self.findings(in: output.words)
        } catch {
            return [.bad("recognition", error.description)]
        }
    }

    /// Of lines such as `lacks landlock`: what they are about, and what there is to say.
    static func findings(in lines: String) -> [Finding] {
        var findings: [Finding] = []
        var lacks: [Finding] = []
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let words = String(parts[1])
            switch parts[0] {
            case "engine": findings.append(.good("recognition", words))
            case "trouble":
                findings.append(
                    .bad(
                        "recognition",
                        "\(words) On Debian: apt-get install tesseract-ocr-eng, or the language that PLATEN_LANGUAGE names"
                    ))
            case "misses": findings.append(.poor("pdf", "PDFs are not read: \(words)"))
            case "lacks": lacks.append(.poor("sandbox", lack(of: words)))
            default: continue
            }
        }
        if findings.isEmpty {
            findings = [.bad("recognition", "platen-processor does not say what it has: build it again.")]
        }
        return findings
            + (lacks.isEmpty ? [.good("sandbox", "all defences of processors are active")] : lacks)
    }

    private static func lack(of defence: String) -> String {
        switch defence {
        case "landlock":
            "this kernel has no Landlock: a processor that a hostile image took over could read files of this user. "
                + "Linux 5.13 or newer has it; it may have to be named in the kernel's parameter lsm=."
        case "seccomp":
            "this kernel has no seccomp filters: a processor that a hostile image took over could make any system call. "
                + "Use a kernel that is built with CONFIG_SECCOMP_FILTER."
        default:
            "this kernel lacks \(defence), which only doubles what the filter of system calls does. Linux 6.12 or newer "
                + "has it."
        }
    }
}
