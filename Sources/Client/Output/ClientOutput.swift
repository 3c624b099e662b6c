internal import Foundation

/// Where a client's command writes.
package struct ClientOutput: Sendable {
    /// Results and what programs read.
    package let write: @Sendable ([UInt8]) -> Void
    /// What people read.
    package let remark: @Sendable (String) -> Void

    package init(write: @escaping @Sendable ([UInt8]) -> Void, remark: @escaping @Sendable (String) -> Void) {
        self.write = write
        self.remark = remark
    }

    /// The standard streams; a reader that is gone is no error.
    package static let standard = ClientOutput(
        write: { put($0, .standardOutput) }, remark: { put(Array($0.utf8), .standardError) })

    private static func put(_ bytes: [UInt8], _ handle: FileHandle) {
        // Nobody is left to tell when a standard stream is closed.
        try? handle.write(contentsOf: Data(bytes))
    }

    /// `text` and a newline, for programs.
    package func line(_ text: String) {
        write(Array("\(text)\n".utf8))
    }
}
