import Jobs

/// Takes the parts of a multipart body in order: `partBegan`, any number of `partContinued`, `partEnded`.
protocol MultipartHandler {
    /// - Throws: `Problem`, which ends the parsing.
    mutating func partBegan(_ head: PartHead) throws(Problem)
    /// `piece` is never empty and is valid during the call only.
    /// - Throws: `Problem`, which ends the parsing.
    mutating func partContinued(_ piece: Span<UInt8>) throws(Problem)
    /// - Throws: `Problem`, which ends the parsing.
    mutating func partEnded() throws(Problem)
}
