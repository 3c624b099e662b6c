import CTesseractInside

/// Layers of the line recogniser that `CTesseractInside` computes in less time with the same result, to the byte, where
/// it knows this Tesseract and this machine. The first layer of each form is computed in Tesseract's way too; one for which
/// the results differ stays Tesseract's.
package enum QuickLayers {
    /// What they are computed with; nil where Tesseract computes layers of some function itself, also because none has been
    /// read yet.
    package static var instructions: String? {
        unsafe quick_layers_instructions().map { unsafe String(cString: $0) }
    }

    /// Puts them into use for all recognisers of this process and of those that it forks, while nothing is read.
    /// - Returns: whether they are; if not, Tesseract computes all layers itself, in more time.
    @discardableResult package static func use() -> Bool {
        quick_layers_use(true, true)
    }
}
