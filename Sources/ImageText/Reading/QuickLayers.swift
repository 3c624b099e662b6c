import CTesseractInside
internal import Synchronization

/// Layers of the line recogniser that `CTesseractInside` computes in less time with the same result, to the byte, where
/// it knows this Tesseract and this machine.
package enum QuickLayers {
    private static let wasDecided = Mutex(false)

    /// What they are computed with; nil where Tesseract computes all layers itself.
    package static var instructions: String? {
        unsafe quick_layers_instructions().map { unsafe String(cString: $0) }
    }

    /// Once in a process, before anything is read: from then on they are in use if in `reading` some were compared and none
    /// differed.
    static func use(afterReading reading: () -> Void) {
        wasDecided.withLock { wasDecided in
            guard !wasDecided else { return }
            wasDecided = true
            quick_layers_use(true)
            let counts = compare(reading)
            if counts.compared == 0 || counts.different > 0 { quick_layers_use(false) }
        }
    }

    /// Computes layers in both ways while `reading` reads.
    /// - Returns: how many were compared, of all threads, and how many differed.
    package static func compare(_ reading: () -> Void) -> (compared: Int, different: Int) {
        quick_layers_compare(true)
        reading()
        let counts = (compared: quick_layers_compared(), different: quick_layers_different())
        quick_layers_compare(false)
        return counts
    }
}
