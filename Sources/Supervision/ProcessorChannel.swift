import CPlatform
import Glibc
import Jobs

/// The supervisor's end of one processor's socket: one assignment goes in, one report comes out.
final class ProcessorChannel {
    let descriptor: Int32

    /// - Parameter descriptor: closed with the channel.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// An assignment that does not arrive needs no answer here: the forkserver then reports the processor's end.
    func assign(_ assignment: Assignment) {
        let bytes = assignment.wireBytes
        unsafe _ = platform_send_packet(descriptor, bytes, bytes.count, -1)
    }

    /// What `receive` finds.
    enum Received {
        case report(Report)
        case nothing
        /// The processor closed its end, or said something that is no report.
        case closed
    }

    /// The report, without waiting.
    func receive() -> Received {
        var bytes = [UInt8](repeating: 0, count: Report.maximumBytes)
        var none: Int32 = -1
        let count = unsafe platform_receive_packet(descriptor, &bytes, bytes.count, &none)
        if none >= 0 { close(none) }
        guard count != -1 else { return .nothing }
        do throws(WireError) {
            return .report(try Report(wireBytes: Array(bytes.prefix(max(0, count)))))
        } catch {
            return .closed
        }
    }
}
