import CTesseract
import Jobs

extension Segmentation {
    /// As Tesseract numbers it.
    var mode: TessPageSegMode {
        switch self {
        case .page: PSM_AUTO
        case .column: PSM_SINGLE_COLUMN
        case .block: PSM_SINGLE_BLOCK
        case .line: PSM_SINGLE_LINE
        case .word: PSM_SINGLE_WORD
        case .sparse: PSM_SPARSE_TEXT
        }
    }
}
