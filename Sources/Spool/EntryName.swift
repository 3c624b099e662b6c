/// A name in a folder as the kernel gives it: bytes, which need not be text.
struct EntryName: Hashable, Sendable {
    /// Ended by a zero, for system calls.
    let bytes: [CChar]

    init(_ text: String) {
        bytes = Array(text.utf8CString)
    }

    /// - Parameter raw: without the zero.
    init(raw: some Collection<UInt8>) {
        bytes = raw.map { CChar(bitPattern: $0) } + [0]
    }

    /// Nil when the bytes are no UTF-8.
    var text: String? {
        String(validating: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// For errors; what is no UTF-8 is replaced.
    var description: String {
        String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
