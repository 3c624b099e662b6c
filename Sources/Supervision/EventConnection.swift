import CCurl

/// A connection to nginx's publisher, kept from one event to the next. Used by one thread.
@safe struct EventConnection: ~Copyable {
    /// An nginx that takes longer hangs.
    private static let timeoutMilliseconds = 2000

    /// Used and freed by this value alone; a null handle makes every call fail.
    private let handle: OpaquePointer?
    private let isPrepared: Bool

    /// To the Unix socket at `path`; nothing is opened before the first event.
    init(path: String) {
        unsafe handle = OpaquePointer(curl_easy_init())
        isPrepared =
            unsafe platform_publisher_prepare(
                UnsafeMutableRawPointer(handle), path, Self.timeoutMilliseconds) != 0
    }

    deinit {
        unsafe curl_easy_cleanup(UnsafeMutableRawPointer(handle))
    }

    /// What became of an event.
    enum Outcome: Hashable {
        /// nginx has it; somebody reads the channel now, or nobody does.
        case published(isRead: Bool)
        /// nginx did not take it: the HTTP status, 0 where there was no answer.
        case failed(Int)
    }

    /// Sends `message`; waits two seconds at most.
    /// - Returns: whether nginx has it.
    func send(_ message: EventMessage) -> Outcome {
        guard message.endsStreams else {
            return publish(to: message.channel, event: message.event, message.body)
        }
        guard isPrepared else { return .failed(0) }
        let status = unsafe platform_end_streams(
            UnsafeMutableRawPointer(handle), "http://localhost\(message.channel)")
        return [200, 202, 404].contains(status) ? .published(isRead: false) : .failed(status)
    }

    /// Posts one event; waits two seconds at most.
    /// - Parameters:
    ///   - channel: the path that stands for the channel.
    ///   - event: the event's name, at most 40 characters; empty for none.
    ///   - body: its data.
    /// - Returns: whether nginx has it.
    func publish(to channel: String, event: String = "", _ body: [UInt8]) -> Outcome {
        guard isPrepared else { return .failed(0) }
        let url = "http://localhost\(channel)"
        let status = unsafe body.withUnsafeBytes { bytes in
            unsafe platform_publish(
                UnsafeMutableRawPointer(handle), url, event,
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        return switch status {
        case 201: .published(isRead: true)
        case 202: .published(isRead: false)
        default: .failed(status)
        }
    }
}
