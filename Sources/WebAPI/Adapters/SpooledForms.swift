import Documents
import Forms
import Foundation
import Jobs
import Spool

/// Makes forms out of `words.json`, and keeps them beside it as files like the others. No image is decoded.
struct SpooledForms: FormMaking {
    let spool: Spool
    let limits: ServiceSettings.Limits

    /// Of some thousand pages.
    private static let mostWordsBytes = 128 << 20

    func make(_ form: ResultForm, of job: Job) throws(Problem) {
        guard let words = try contents(of: WordsFile.name, job.id, Self.mostWordsBytes) else {
            throw Problem(
                .formUnavailable, "The job's words.json is too long for other forms. Send the file in parts.")
        }
        let bytes = try bytes(of: form, WordsFile(words), job)
        do throws(SpoolError) {
            try spool.add(form.fileName, bytes, to: job.id)
        } catch {
            throw error.code == .full
                ? Problem(
                    .storageFull, "There is no room on the disk for the file. The operator has to free some.")
                : .internalError("spool: \(error)")
        }
    }

    private func bytes(of form: ResultForm, _ words: WordsFile, _ job: Job) throws(Problem) -> [UInt8] {
        let name = job.submission.image?.fileName ?? ""
        return switch form {
        case .pdf: try document(words, job)
        case .hocr: try words.text(HOCRForm(fileName: name))
        case .tsv: try words.text(TSVForm())
        case .alto: try words.text(ALTOForm(fileName: name))
        }
    }

    private func document(_ words: WordsFile, _ job: Job) throws(Problem) -> [UInt8] {
        guard let image = job.submission.image, [.png, .jpeg].contains(image.format),
            let file = try contents(of: image.fileName, job.id, Int(clamping: limits.maximumUploadBytes)),
            let picture = PDFPicture(file: file)
        else {
            throw Problem(
                .formUnavailable,
                "The PDF of this image can only be made while it is read. Send it again with forms=pdf.")
        }
        var document = PDFDocument()
        try words.forEachPage { document.add($0, picture) }
        document.finish()
        return document.take()
    }

    private func contents(of name: String, _ id: JobID, _ maximumBytes: Int) throws(Problem) -> [UInt8]? {
        do throws(SpoolError) {
            return try spool.contents(of: name, in: id, maximumBytes: maximumBytes)
        } catch {
            throw .internalError("spool: \(error)")
        }
    }
}
