import Foundation

/// A fresh folder for one test; removed with everything in it when `body` returns or throws.
package func withTemporaryFolder<Result>(
    in parent: String = FileManager.default.temporaryDirectory.path, _ body: (String) throws -> Result
) throws -> Result {
    let folder = URL(filePath: parent).appending(path: "platen-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

/// The same for a test that awaits.
package func withTemporaryFolder<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "platen-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
