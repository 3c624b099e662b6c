/// The disk that jobs are stored on.
protocol StorageReading: Sendable {
    /// Whether so little of it is free that no new job is taken. Cheap: asked before every submission.
    func isShort() -> Bool
}
