import CPlatform
import Glibc
import Jobs

/// The supervisor's end of one processor's socket: one assignment goes in, and what changes of its loan; one
/// report comes out.
final class ProcessorChannel {
    let descriptor: Int32
    let pid: pid_t

    /// - Parameters:
    ///   - descriptor: closed with the channel.
    ///   - pid: the processor.
    init(descriptor: Int32, pid: pid_t) {
        self.descriptor = descriptor
        self.pid = pid
    }

    deinit {
        close(descriptor)
    }

    /// A message that does not arrive needs no answer here: the forkserver then reports the processor's end.
    func send(_ message: some WireCodable) {
        let bytes = message.wireBytes
        unsafe _ = platform_send_packet(descriptor, bytes, bytes.count, -1)
    }

    /// What `receive` finds.
    enum Received {
        case report(Report)
        case nothing
        case closed
        /// Something that no sound processor says; why, for the log.
        case unbelievable(String)
    }

    /// The report, without waiting.
    func receive() -> Received {
        var bytes = [UInt8](repeating: 0, count: Report.maximumBytes)
        let count = unsafe platform_receive_packet(descriptor, &bytes, bytes.count)
        guard count > 0 else { return count == -1 ? .nothing : .closed }
        do throws(WireError) {
            let report = try Report(wireBytes: Array(bytes.prefix(count)))
            return report.fault.map { .unbelievable($0) } ?? .report(report)
        } catch {
            return .unbelievable("bytes that cannot be read")
        }
    }
}
