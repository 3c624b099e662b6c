import Glibc

/// Where the places of the page that is read lie on the page as it was sent: an affine map of pixels.
struct PageMap: Equatable {
    private var xx = 1.0
    private var xy = 0.0
    private var x0 = 0.0
    private var yx = 0.0
    private var yy = 1.0
    private var y0 = 0.0

    /// The page is read as it was sent.
    static let same = PageMap()

    static func shift(x: Int, y: Int) -> PageMap {
        var map = PageMap()
        (map.x0, map.y0) = (Double(x), Double(y))
        return map
    }

    static func scale(_ factor: Double) -> PageMap {
        var map = PageMap()
        (map.xx, map.yy) = (factor, factor)
        return map
    }

    /// Clockwise about the middle of `width` × `height`.
    static func rotation(radians: Double, width: Int, height: Int) -> PageMap {
        let (x, y) = (Double(width) / 2, Double(height) / 2)
        var map = PageMap()
        (map.xx, map.xy, map.yx, map.yy) = (cos(radians), -sin(radians), sin(radians), cos(radians))
        (map.x0, map.y0) = (x - map.xx * x - map.xy * y, y - map.yx * x - map.yy * y)
        return map
    }

    /// From a page of `width` × `height` to the same turned clockwise by `quarters`, 0 to 3.
    static func turn(_ quarters: Int, width: Int, height: Int) -> PageMap {
        var map = PageMap()
        switch quarters {
        case 1: (map.xx, map.xy, map.x0, map.yx, map.yy) = (0, -1, Double(height), 1, 0)
        case 2: (map.xx, map.x0, map.yy, map.y0) = (-1, Double(width), -1, Double(height))
        case 3: (map.xx, map.xy, map.yx, map.yy, map.y0) = (0, 1, -1, 0, Double(width))
        default: break
        }
        return map
    }

    /// First this, then `next`.
    func then(_ next: PageMap) -> PageMap {
        var map = PageMap()
        (map.xx, map.xy) = (next.xx * xx + next.xy * yx, next.xx * xy + next.xy * yy)
        (map.yx, map.yy) = (next.yx * xx + next.yy * yx, next.yx * xy + next.yy * yy)
        map.x0 = next.xx * x0 + next.xy * y0 + next.x0
        map.y0 = next.yx * x0 + next.yy * y0 + next.y0
        return map
    }

    /// The box that encloses `box` on a page of `width` × `height`.
    func box(_ box: Word.Box, width: Int, height: Int) -> Word.Box {
        let corners = [(0, 0), (box.width, 0), (0, box.height), (box.width, box.height)].map { dx, dy in
            let (x, y) = (Double(box.x + dx), Double(box.y + dy))
            return (x: xx * x + xy * y + x0, y: yx * x + yy * y + y0)
        }
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        let left = Self.clamp(xs.min(), 0...width), right = Self.clamp(xs.max(), 0...width)
        let top = Self.clamp(ys.min(), 0...height), bottom = Self.clamp(ys.max(), 0...height)
        return Word.Box(x: left, y: top, width: right - left, height: bottom - top)
    }

    private static func clamp(_ value: Double?, _ range: ClosedRange<Int>) -> Int {
        min(range.upperBound, max(range.lowerBound, Int((value ?? 0).rounded())))
    }
}
