import Foundation
import Jobs
import Spool
import Testing

/// The files and what a plain decode by the libraries says of them.
enum HostileCorpus {
    struct File {
        let path: String
        let verdict: String
        let image: InputImage

        /// Puts the file into the spool as the input of a new job.
        func submit(_ kind: JobKind, to spool: Spool) throws -> Assignment {
            var generator = SystemRandomNumberGenerator()
            let id = JobID(at: Timestamp(milliseconds: 1), using: &generator)
            try FileManager.default.createDirectory(
                atPath: spool.folder(of: id), withIntermediateDirectories: false)
            try FileManager.default.copyItem(atPath: path, toPath: spool.path(of: image.fileName, in: id))
            return Assignment(
                id: id, attempt: 1, kind: kind, options: JobOptions(width: 60), image: image)
        }
    }

    static var folder: String {
        ProcessInfo.processInfo.environment["PLATEN_TEST_CORPUS"] ?? "../shared/corpus"
    }

    static var isThere: Bool { FileManager.default.fileExists(atPath: "\(folder)/index.tsv") }

    /// All files of `hostile/`, by the index.
    static func files() throws -> [File] {
        let index = try String(contentsOfFile: "\(folder)/index.tsv", encoding: .utf8)
        let lines = index.split(separator: "\n").dropFirst()
        let files = lines.compactMap { line -> File? in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count > 10, columns[0].hasPrefix("hostile/") else { return nil }
            let size = dimensions(columns[10])
            let path = "\(folder)/\(columns[0])"
            let format = Self.format(of: path)
            let image = InputImage(
                format: format ?? .png, bytes: Int64(columns[6]) ?? 0, width: size.0, height: size.1)
            // The verdicts are those of the libraries for PNG and JPEG.
            let isKnown = format == nil || format == .png || format == .jpeg
            return File(path: path, verdict: isKnown ? String(columns[9]) : "unknown", image: image)
        }
        try #require(files.count > 100)
        return files
    }

    private static func format(of path: String) -> ImageFormat? {
        guard let handle = FileHandle(forReadingAtPath: path), let head = try? handle.read(upToCount: 64)
        else {
            return nil
        }
        return ImageFormat(magicOf: Array(head))
    }

    /// What the header declares, from a text such as `32x32 bd1 ct0 il0`.
    private static func dimensions(_ detail: Substring) -> (Int, Int) {
        let numbers = detail.prefix { $0 != " " }.split(separator: "x").prefix(2).map { Int($0) ?? 0 }
        guard numbers.count == 2 else { return (0, 0) }
        return (numbers[0], numbers[1])
    }
}
