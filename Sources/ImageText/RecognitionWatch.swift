import CTesseract
import Jobs

/// Carries Tesseract's progress to a `JobMonitor`, and the monitor's wish to give up back.
final class RecognitionWatch {
    private let monitor: (any JobMonitor)?
    private(set) var wasGivenUp = false

    /// The share of the job that this recognition is.
    private let span: ClosedRange<Double>

    init(_ monitor: (any JobMonitor)?, span: ClosedRange<Double> = 0...1) {
        self.monitor = monitor
        self.span = span
    }

    /// Calls `body` with a monitor of Tesseract's that reports here.
    func run(_ body: (OpaquePointer?) -> Int32) -> Int32 {
        guard let description = unsafe TessMonitorCreate() else { return body(nil) }
        defer { unsafe TessMonitorDelete(description) }
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe TessMonitorSetCancelThis(description, context)
        unsafe TessMonitorSetCancelFunc(description) { context, _ in
            unsafe RecognitionWatch.of(context)?.isToEnd() ?? false
        }
        unsafe TessMonitorSetProgressFunc(description) { description, _, _, _, _ in
            guard let description = unsafe description else { return true }
            unsafe RecognitionWatch.of(TessMonitorGetCancelThis(description))?
                .report(percent: TessMonitorGetProgress(description))
            return true
        }
        return withExtendedLifetime(self) { unsafe body(description) }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> RecognitionWatch? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<RecognitionWatch>.fromOpaque(context).takeUnretainedValue()
    }

    private func report(percent: Int32) {
        let share = min(1, max(0, Double(percent) / 100))
        monitor?.update(.recognising, progress: span.lowerBound + share * (span.upperBound - span.lowerBound))
    }

    private func isToEnd() -> Bool {
        wasGivenUp = wasGivenUp || monitor?.isGivenUp ?? false
        return wasGivenUp
    }
}
