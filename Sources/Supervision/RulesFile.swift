import Crypto
import Documents
import Foundation
import Jobs

/// The operator's file of rules.
struct RulesFile {
    let path: String
    /// Whether the operator named it.
    let isWanted: Bool

    init(_ settings: ServiceSettings) {
        (path, isWanted) = (settings.rulesFile, settings.wantsRulesFile)
    }

    /// Why the rules in it do not count, for the log.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The rules in it, as the store keeps them; nil when there is no file and none is wanted.
    func read() throws(Failure) -> StoredRules? {
        guard isWanted || FileManager.default.fileExists(atPath: path) else { return nil }
        let bytes = try contents()
        do throws(RulesError) {
            return StoredRules(
                document: try Rules(json: bytes).text,
                file: ContentDigest(bytes: Array(SHA256.hash(data: bytes))))
        } catch {
            throw Failure(description: "\(path): \(error)")
        }
    }

    /// One byte more than a file may have, at most.
    private func contents() throws(Failure) -> [UInt8] {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            return Array(try file.read(upToCount: Rules.maximumBytes + 1) ?? Data())
        } catch {
            throw Failure(description: "\(path) cannot be read: \(error.localizedDescription)")
        }
    }
}
