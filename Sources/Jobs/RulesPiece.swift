/// A piece of a document of rules, which is longer than a record of the ring: the pieces of one proposal come one after
/// the other, and with the last of them the rules are to change.
package struct RulesPiece: Hashable, Sendable {
    /// The same for all pieces of one document, and for those of no other.
    package let proposal: JobID
    /// Where it stands in the document, in bytes.
    package let offset: Int
    /// How long the document is, in bytes; at most `Rules.maximumBytes`.
    package let total: Int
    package let text: String

    /// How many bytes a piece has at most.
    package static let maximumBytes = 900

    package init(proposal: JobID, offset: Int, total: Int, text: String) {
        self.proposal = proposal
        self.offset = offset
        self.total = total
        self.text = text
    }

    /// The pieces of `document`, first to last.
    package static func pieces(of document: String, proposal: JobID) -> [RulesPiece] {
        let bytes = Array(document.utf8)
        var pieces: [RulesPiece] = []
        var start = 0
        while start < bytes.count {
            var end = min(start + maximumBytes, bytes.count)
            // Not in the middle of a character, whose later bytes begin with the bits 10.
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            pieces.append(RulesPiece(proposal: proposal, offset: start, total: bytes.count, text: text))
            start = end
        }
        return pieces
    }
}

extension RulesPiece: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        proposal = try JobID(from: &reader)
        (offset, total) = (Int(try reader.read(UInt32.self)), Int(try reader.read(UInt32.self)))
        text = try reader.readText()
        guard (1...Rules.maximumBytes).contains(total), offset + text.utf8.count <= total else {
            throw .malformed
        }
    }

    package func write(to writer: inout WireWriter) {
        proposal.write(to: &writer)
        writer.write(UInt32(clamping: offset))
        writer.write(UInt32(clamping: total))
        writer.write(text)
    }
}
