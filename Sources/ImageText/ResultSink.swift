package import Jobs

/// Where result files go.
package protocol ResultSink {
    /// Writes one whole file under `name`, in place of an older one.
    /// - Throws: `Problem` with `.machineTrouble`.
    func write(_ name: String, _ bytes: UnsafeRawBufferPointer) throws(Problem) -> ResultFile
}

extension ResultSink {
    /// The same for bytes in an array.
    package func write(_ name: String, _ bytes: [UInt8]) throws(Problem) -> ResultFile {
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(Problem) in try unsafe write(name, buffer) }
        }
        return try outcome.get()
    }
}
