import Foundation
import Testing

/// Images that nobody in this project made, outside of it, and what a plain decode by the libraries says of them.
/// `PLATEN_TEST_CORPUS` names another place than `../shared/corpus`; tests that need it are skipped without it.
package enum Corpus {
    package struct File: Sendable {
        package let path: String
        /// Below the corpus.
        package let name: String
        /// `png`, `jpeg` or another.
        package let format: String
        /// `ok`, `warn`, `error`, `limit` or `other`.
        package let verdict: String
        package let bytes: Int64
        /// As the header declares them; 0 where the index does not say.
        package let width: Int
        package let height: Int

        package func contents() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }
    }

    private static var folder: String {
        ProcessInfo.processInfo.environment["PLATEN_TEST_CORPUS"] ?? "../shared/corpus"
    }

    package static var isThere: Bool { FileManager.default.fileExists(atPath: "\(folder)/index.tsv") }

    /// The files whose names begin with `prefix`, by the index.
    package static func files(_ prefix: String) throws -> [File] {
        let index = try String(contentsOfFile: "\(folder)/index.tsv", encoding: .utf8)
        let files = index.split(separator: "\n").dropFirst().compactMap { line -> File? in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count > 10, columns[0].hasPrefix(prefix) else { return nil }
            let size = dimensions(columns[10])
            return File(
                path: "\(folder)/\(columns[0])", name: columns[0], format: columns[8], verdict: columns[9],
                bytes: Int64(columns[6]) ?? 0, width: size.width, height: size.height)
        }
        try #require(files.count > 100)
        return files
    }

    /// From a text such as `32x32 bd1 ct0 il0`.
    private static func dimensions(_ detail: String) -> (width: Int, height: Int) {
        let numbers = detail.prefix { $0 != " " }.split(separator: "x").prefix(2).map { Int($0) ?? 0 }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
    }
}
