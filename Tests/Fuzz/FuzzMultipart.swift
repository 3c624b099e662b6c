import Jobs

/// Writes down what the parser finds.
private struct Recorder: MultipartHandler {
    var events: [UInt8] = []
    var names: [PartHead] = []

    mutating func partBegan(_ head: PartHead) throws(Problem) {
        events.append(0)
        names.append(head)
    }

    mutating func partContinued(_ piece: Span<UInt8>) throws(Problem) {
        precondition(piece.count > 0)
        for index in piece.indices { events += [1, piece[index]] }
    }

    mutating func partEnded() throws(Problem) { events.append(2) }
}

private struct Outcome: Equatable {
    var events: [UInt8]
    var names: [PartHead]
    var problem: Problem?
}

private func parse(_ body: [UInt8], _ boundary: Boundary, pieces: Int) -> Outcome {
    var recorder = Recorder()
    var parser = MultipartParser(boundary: boundary, maximumParts: 5)
    do throws(Problem) {
        var start = 0
        while start < body.count {
            let end = min(body.count, start + pieces)
            try parser.consume(body.span.extracting(start..<end), &recorder)
            start = end
        }
        try parser.finish()
    } catch {
        return Outcome(events: recorder.events, names: recorder.names, problem: error)
    }
    return Outcome(events: recorder.events, names: recorder.names, problem: nil)
}

/// A body, whose first byte says in pieces of what size it arrives, and whose boundary is `b`: however it is cut, the
/// parser finds the same in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count > 1, let data = unsafe data else { return 0 }
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    let body = Array(bytes.dropFirst())
    do throws(Problem) {
        let boundary = try Boundary(contentType: HeaderValue("multipart/form-data; boundary=b"))
        let whole = parse(body, boundary, pieces: body.count)
        let pieces = parse(body, boundary, pieces: max(1, Int(bytes[0])))
        precondition(whole == pieces, "the pieces make a difference")
    } catch {
        preconditionFailure("the boundary is refused")
    }
    // The content type itself is the client's too.
    let text = unsafe String(decoding: bytes, as: UTF8.self)
    _ = try? Boundary(contentType: HeaderValue(text))
    return 0
}
