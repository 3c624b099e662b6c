/// The spans over which shares are compared. Each is made of two halves, the present one and the one before: what is said
/// of a minute is said of its last 30 to 60 seconds.
package enum ShareWindow: Int, CaseIterable, Sendable {
    case minute
    case hour
    case day

    /// Half of the span.
    var half: Duration {
        switch self {
        case .minute: .seconds(30)
        case .hour: .seconds(1800)
        case .day: .seconds(43_200)
        }
    }
}

/// One number for each window.
struct PerWindow<Value: Sendable>: Sendable {
    private var values: InlineArray<3, Value>

    init(repeating value: Value) { values = InlineArray(repeating: value) }

    subscript(window: ShareWindow) -> Value {
        get { values[window.rawValue] }
        set { values[window.rawValue] = newValue }
    }
}

/// What came together in the two halves of a window.
struct ShareSums: Sendable {
    /// The number of the present half; the other is that before it.
    private var half: Int32 = 0
    /// Seconds of processor time, first those of the present half.
    var promised = SIMD2<Double>()
    var received = SIMD2<Double>()
    /// The longest wait of a job that began, in seconds.
    var longestWait = SIMD2<Float>()

    /// Forgets what is older than the half before `half`.
    mutating func move(to half: Int32) {
        guard half != self.half else { return }
        let isNext = half == self.half &+ 1
        promised = SIMD2(0, isNext ? promised.x : 0)
        received = SIMD2(0, isNext ? received.x : 0)
        longestWait = SIMD2(0, isNext ? longestWait.x : 0)
        self.half = half
    }
}
