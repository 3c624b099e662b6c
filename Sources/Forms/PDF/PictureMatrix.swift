/// Draws a picture, as it is stored, upright on the whole page.
struct PictureMatrix {
    /// The six numbers of the operator `cm`.
    let text: String

    /// Where the stored place (u, v), from 0 to 1 from the top left corner, is on the upright page: for each axis the
    /// start, and the steps along u and v. By the orientation that Exif numbers from 1.
    private static let axes: [(x: (Double, Double, Double), y: (Double, Double, Double))] = [
        ((0, 1, 0), (0, 0, 1)), ((1, -1, 0), (0, 0, 1)), ((1, -1, 0), (1, 0, -1)), ((0, 1, 0), (1, 0, -1)),
        ((0, 0, 1), (0, 1, 0)), ((1, 0, -1), (0, 1, 0)), ((1, 0, -1), (1, -1, 0)), ((0, 0, 1), (1, -1, 0)),
    ]

    /// On an upright page of `size`, in points.
    init(orientation: Int, _ size: (width: Double, height: Double)) {
        let (x, y) = Self.axes[min(max(orientation, 1), Self.axes.count) - 1]
        // A picture fills the unit square, whose y goes up, as the page's does.
        let numbers = [
            size.width * x.1, -size.height * y.1, -size.width * x.2, size.height * y.2,
            size.width * (x.0 + x.2), size.height * (1 - y.0 - y.2),
        ]
        text = numbers.map(PDFText.number).joined(separator: " ")
    }
}
