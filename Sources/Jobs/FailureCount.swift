/// How many jobs failed for one reason.
package struct FailureCount: Hashable, Sendable {
    package let code: Problem.Code
    package let count: Int
    /// When the last of them ended.
    package let last: Timestamp

    package init(code: Problem.Code, count: Int, last: Timestamp) {
        self.code = code
        self.count = count
        self.last = last
    }
}
