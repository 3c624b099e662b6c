import Foundation

/// A closure on a thread of its own, and its result.
final class Background<Value: Sendable>: @unchecked Sendable {
    // Sendable: `result` is written before the semaphore is raised and read after it was lowered.
    private let done = DispatchSemaphore(value: 0)
    private var result: Result<Value, any Error>?

    init(_ body: @escaping @Sendable () throws -> Value) {
        Thread { [self] in
            result = Result { try body() }
            done.signal()
        }.start()
    }

    /// Blocks until the closure has returned.
    func value() throws -> Value {
        done.wait()
        defer { done.signal() }
        guard let result else { throw MissingResult() }
        return try result.get()
    }

    /// Suspends until the closure has returned.
    func asyncValue() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try self.value() }) }.start()
        }
    }

    private struct MissingResult: Error {}
}
