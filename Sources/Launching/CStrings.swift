internal import Glibc

/// Arrays of C strings, as `argv` and `envp` want them.
enum CStrings {
    /// Calls `body` with a null-terminated array that lives as long as the call.
    static func with<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = unsafe strings.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe pointers.withUnsafeBufferPointer { buffer in
            // The array is never empty: it ends with nil.
            guard let start = buffer.baseAddress else {
                preconditionFailure("an array without an end")
            }
            return unsafe body(start)
        }
    }
}
