import Glibc

/// A thread that runs one closure. (Foundation would double the start-up time of this program.)
struct PosixThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let handle: pthread_t

    /// Nil when the system gives no thread.
    init?(_ run: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let body = unsafe Unmanaged.passRetained(Body(run))
        let result = unsafe pthread_create(
            &handle, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, body.toOpaque())
        guard result == 0 else {
            unsafe body.release()
            return nil
        }
        self.handle = handle
    }

    func join() {
        pthread_join(handle, nil)
    }
}
