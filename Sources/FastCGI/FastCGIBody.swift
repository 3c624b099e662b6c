import CFastCGI
import WebAPI

/// The body of the request that libfcgi has accepted last; of no use after it was finished.
@safe final class FastCGIBody: RequestBody {
    /// Belongs to the exchange, which outlives the answering of its request.
    private let stream: UnsafeMutablePointer<FCGX_Stream>

    init(_ stream: UnsafeMutablePointer<FCGX_Stream>) {
        unsafe self.stream = unsafe stream
    }

    func read(into buffer: inout [UInt8]) throws(RequestAborted) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe FCGX_GetStr(bytes.baseAddress, Int32(clamping: bytes.count), stream)
        }
        // A lost connection looks like the end, but leaves an error behind.
        if Int(count) < buffer.count, unsafe FCGX_GetError(stream) != 0 { throw RequestAborted() }
        return Int(count)
    }
}
