import Foundation
import Jobs
import Spool
import TestSupport

extension Corpus.File {
    var image: InputImage {
        InputImage(format: format == "jpeg" ? .jpeg : .png, bytes: bytes, width: width, height: height)
    }

    /// Puts the file into the spool as the input of a new job.
    func submit(_ kind: JobKind, to spool: Spool) throws -> Assignment {
        var generator = SystemRandomNumberGenerator()
        let id = JobID(at: Timestamp(milliseconds: 1), using: &generator)
        try FileManager.default.createDirectory(
            atPath: spool.folder(of: id), withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: path, toPath: spool.path(of: image.fileName, in: id))
        return Assignment(id: id, attempt: 1, kind: kind, options: JobOptions(width: 60), image: image)
    }
}
