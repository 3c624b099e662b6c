import Jobs

/// Takes a `multipart/form-data` body (RFC 7578, RFC 2046) apart while it arrives, in pieces of any size. Memory is
/// bounded by one part's headers: contents are handed on as they come.
struct MultipartParser {
    /// All headers of one part.
    static let maximumHeaderBytes = 8192

    private enum State: Hashable {
        case preamble
        /// Right behind a delimiter.
        case afterDelimiter
        /// One `-` behind a delimiter.
        case closing
        /// Spaces between a delimiter and its line's end.
        case padding
        /// The line feed that ends a delimiter's line must follow.
        case lineFeed
        case headers
        case contents
        case epilogue
    }

    private let boundary: Boundary
    private let maximumParts: Int
    private var state = State.preamble
    private var parts = 0
    /// How many bytes of the delimiter have been seen at the end of what was consumed.
    private var matched = 2
    /// How many of `matched` belong to what came before the contents: the line end of the headers (or the
    /// beginning of the body) may be the delimiter's own.
    private var borrowed = 2
    private var line: [UInt8] = []
    private var headerBytes = 0
    private var disposition: String?

    init(boundary: Boundary, maximumParts: Int) {
        self.boundary = boundary
        self.maximumParts = maximumParts
    }

    /// Consumes the next piece of the body.
    /// - Throws: `Problem` with `.malformedBody` or `.tooManyParts`, and what `handler` throws.
    mutating func consume(_ bytes: Span<UInt8>, _ handler: inout some MultipartHandler) throws(Problem) {
        var position = 0
        while position < bytes.count {
            switch state {
            case .preamble, .contents: try scan(bytes, &position, &handler)
            case .headers: try readHeaders(bytes, &position, &handler)
            case .epilogue: return
            case .afterDelimiter, .closing, .padding, .lineFeed:
                try finishDelimiter(bytes[position])
                position += 1
            }
        }
    }

    /// Call at the end of the body.
    /// - Throws: `Problem` with `.malformedBody` when the closing delimiter is missing.
    func finish() throws(Problem) {
        guard state != .preamble else {
            throw Problem(
                .malformedBody, "The boundary that Content-Type names does not occur in the body.")
        }
        guard state == .epilogue else {
            throw Problem(
                .malformedBody, "The body ends before its closing boundary. Was the upload cut?")
        }
    }
}

/// Contents and the delimiters behind them.
extension MultipartParser {
    private mutating func scan(
        _ bytes: Span<UInt8>, _ position: inout Int, _ handler: inout some MultipartHandler
    ) throws(Problem) {
        try resumeMatch(bytes, &position, &handler)
        guard matched == 0 else { return }
        if let match = boundary.firstMatch(in: bytes, from: position) {
            try emit(bytes, position..<match, &handler)
            position = match + boundary.delimiter.count
            try delimiterFound(&handler)
        } else {
            matched = boundary.partialMatch(atEndOf: bytes, from: position)
            try emit(bytes, position..<(bytes.count - matched), &handler)
            position = bytes.count
        }
    }

    /// Goes on with a delimiter that the piece before ended in. Leaves `matched` at 0 when it was none after all.
    private mutating func resumeMatch(
        _ bytes: Span<UInt8>, _ position: inout Int, _ handler: inout some MultipartHandler
    ) throws(Problem) {
        while matched > 0, position < bytes.count {
            guard bytes[position] == boundary.delimiter[matched] else { return try giveBack(&handler) }
            matched += 1
            position += 1
            if matched == boundary.delimiter.count { return try delimiterFound(&handler) }
        }
    }

    /// What looked like a delimiter was contents.
    private mutating func giveBack(_ handler: inout some MultipartHandler) throws(Problem) {
        let own = borrowed..<matched
        matched = 0
        borrowed = 0
        try emit(boundary.delimiter.span, own, &handler)
    }

    private func emit(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ handler: inout some MultipartHandler
    ) throws(Problem) {
        guard state == .contents, !range.isEmpty else { return }
        try handler.partContinued(bytes.extracting(range))
    }

    private mutating func delimiterFound(_ handler: inout some MultipartHandler) throws(Problem) {
        if state == .contents { try handler.partEnded() }
        // Not 0: it keeps `scan` from searching the rest of the piece, which is the delimiter's line.
        matched = boundary.delimiter.count
        state = .afterDelimiter
    }
}

/// The rest of a delimiter's line: `--` closes the body, a line end begins the next part.
extension MultipartParser {
    private mutating func finishDelimiter(_ byte: UInt8) throws(Problem) {
        switch (state, byte) {
        case (.afterDelimiter, UInt8(ascii: "-")): state = .closing
        case (.closing, UInt8(ascii: "-")): state = .epilogue
        case (.afterDelimiter, UInt8(ascii: " ")), (.afterDelimiter, UInt8(ascii: "\t")),
            (.padding, UInt8(ascii: " ")), (.padding, UInt8(ascii: "\t")):
            state = .padding
        case (.afterDelimiter, UInt8(ascii: "\r")), (.padding, UInt8(ascii: "\r")): state = .lineFeed
        case (.lineFeed, UInt8(ascii: "\n")): try beginPart()
        default:
            throw Problem(.malformedBody, "A boundary in the body is followed by something else on its line.")
        }
    }

    private mutating func beginPart() throws(Problem) {
        parts += 1
        guard parts <= maximumParts else {
            throw Problem(
                .tooManyParts, "The body has more than \(maximumParts) parts. Send several requests.")
        }
        line = []
        headerBytes = 0
        disposition = nil
        state = .headers
    }
}

/// The headers of a part.
extension MultipartParser {
    private mutating func readHeaders(
        _ bytes: Span<UInt8>, _ position: inout Int, _ handler: inout some MultipartHandler
    ) throws(Problem) {
        while position < bytes.count, state == .headers {
            let byte = bytes[position]
            position += 1
            headerBytes += 1
            guard headerBytes <= Self.maximumHeaderBytes else {
                throw Problem(
                    .malformedBody, "The headers of a part are longer than \(Self.maximumHeaderBytes) bytes.")
            }
            line.append(byte)
            if byte == UInt8(ascii: "\n") { try endLine(&handler) }
        }
    }

    private mutating func endLine(_ handler: inout some MultipartHandler) throws(Problem) {
        guard line.suffix(2) == [UInt8(ascii: "\r"), UInt8(ascii: "\n")] else {
            throw Problem(.malformedBody, "A header line of a part ends without a carriage return.")
        }
        let text = String(decoding: line.dropLast(2), as: UTF8.self)
        line.removeAll(keepingCapacity: true)
        guard text.isEmpty else { return noteHeader(text) }
        guard let head = disposition.flatMap(PartHead.init(disposition:)) else {
            throw Problem(.malformedBody, "A part names no form field in its Content-Disposition.")
        }
        matched = 2
        borrowed = 2
        state = .contents
        try handler.partBegan(head)
    }

    private mutating func noteHeader(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "content-disposition" else { return }
        disposition = String(parts[1])
    }
}
