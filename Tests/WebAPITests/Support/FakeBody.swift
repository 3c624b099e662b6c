import WebAPI

/// A body in memory, handed over in pieces.
final class FakeBody: RequestBody {
    private var rest: ArraySlice<UInt8>
    private let pieceBytes: Int
    private let isAborted: Bool
    private(set) var bytesRead = 0

    /// With `isAborted` the sender goes away where the body would end.
    init(_ bytes: [UInt8] = [], pieceBytes: Int = .max, isAborted: Bool = false) {
        rest = bytes[...]
        self.pieceBytes = pieceBytes
        self.isAborted = isAborted
    }

    func read(into buffer: inout [UInt8]) throws(RequestAborted) -> Int {
        if rest.isEmpty, isAborted { throw RequestAborted() }
        let piece = rest.prefix(min(pieceBytes, buffer.count))
        buffer.replaceSubrange(..<piece.count, with: piece)
        rest = rest.dropFirst(piece.count)
        bytesRead += piece.count
        return piece.count
    }
}
