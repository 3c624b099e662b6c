internal import CPlatform

/// A file descriptor that is closed when the last reference goes.
final class OpenDescriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        platform_close(number)
    }
}
