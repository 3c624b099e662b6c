import Glibc

/// Files that are there.
extension Descriptor {
    /// Nil when it is no plain file, and when it has more than `maximumBytes`.
    func contents(maximumBytes: Int) throws(SpoolError) -> [UInt8]? {
        let number = number
        var status = stat()
        _ = try retrying("fstat", path) { unsafe fstat(number, &status) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumBytes else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var length = 0
        while length < bytes.count {
            let from = length
            let count = try retrying("pread", path) {
                unsafe bytes.withUnsafeMutableBytes { buffer in
                    let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[from...])
                    return unsafe pread(number, rest.baseAddress, rest.count, off_t(from))
                }
            }
            guard count > 0 else { break }
            length += count
        }
        return Array(bytes.prefix(length))
    }
}
