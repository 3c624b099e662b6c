import Testing

@testable import ImageText

@Suite struct OrientationTests {
    /// Where the corners of a stored raster of 3 × 2, numbered in reading order 0…5, are seen.
    @Test(arguments: [
        (1, [[0, 1, 2], [3, 4, 5]]), (2, [[2, 1, 0], [5, 4, 3]]), (3, [[5, 4, 3], [2, 1, 0]]),
        (4, [[3, 4, 5], [0, 1, 2]]), (5, [[0, 3], [1, 4], [2, 5]]), (6, [[3, 0], [4, 1], [5, 2]]),
        (7, [[5, 2], [4, 1], [3, 0]]), (8, [[2, 5], [1, 4], [0, 3]]),
    ])
    func `each orientation shows the stored pixels where Exif says`(value: Int, seen: [[Int]]) {
        let orientation = Orientation(rawValue: Int32(value))
        let shown = seen.indices.map { row in
            seen[row].indices.map { column in
                let place = orientation.stored(column: column, row: row, width: 3, height: 2)
                return place.y * 3 + place.x
            }
        }
        #expect(shown == seen)
        #expect(orientation.isTurned == (seen.count == 3))
    }
}
