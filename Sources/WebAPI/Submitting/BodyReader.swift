import Jobs

/// Reads a request's body in pieces, within the bounds that its head and the settings give.
final class BodyReader {
    /// Size of the pieces.
    static let pieceBytes = 64 << 10

    private let source: any RequestBody
    private let announced: Int64?
    private let maximum: Int64
    private var received: Int64 = 0

    /// - Throws: `Problem` with `.bodyTooLarge` or `.emptyBody` where the head says so already.
    init(_ request: Request, maximumBytes: Int64) throws(Problem) {
        source = request.body
        announced = request.contentLength
        maximum = maximumBytes
        if let announced {
            try check(announced)
            guard announced > 0 else { throw Self.empty }
        }
    }

    /// Calls `body` with piece after piece to the end.
    /// - Throws: what `body` throws, and `Problem` with `.bodyTooLarge`, `.emptyBody` or `.malformedBody`, the last
    ///   for a body shorter than announced.
    func forEachPiece(_ body: (Span<UInt8>) throws(Problem) -> Void) throws(Problem) {
        var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
        while true {
            let count = try read(into: &buffer)
            guard count > 0 else { break }
            received += Int64(count)
            try check(received)
            try body(buffer.span.extracting(first: count))
        }
        guard received > 0 else { throw Self.empty }
        if let announced, received < announced {
            throw Problem(.malformedBody, "The body ended after \(received) of \(announced) announced bytes.")
        }
    }

    /// The whole body.
    /// - Throws: as `forEachPiece`.
    func allBytes() throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachPiece { piece in
            for index in piece.indices { bytes.append(piece[index]) }
        }
        return bytes
    }

    private func read(into buffer: inout [UInt8]) throws(Problem) -> Int {
        do throws(RequestAborted) {
            return try source.read(into: &buffer)
        } catch {
            throw Problem(.malformedBody, "The connection was closed before the body's end.")
        }
    }

    private func check(_ bytes: Int64) throws(Problem) {
        guard bytes > maximum else { return }
        throw Problem(.bodyTooLarge, "The body is larger than \(maximum) bytes, the limit of one request.")
    }

    private static let empty = Problem(.emptyBody, "The request has no body. Send an image.")
}
