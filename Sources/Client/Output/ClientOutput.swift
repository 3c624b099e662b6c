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

    /// `text` and a newline, for programs.
    package func line(_ text: String) {
        write(Array("\(text)\n".utf8))
    }
}
