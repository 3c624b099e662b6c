import CTestImages

/// A JPEG to be written, by libjpeg itself and not by the code under test.
package struct JPEGFile {
    package var width: Int
    package var height: Int
    /// 1 grey, 3 RGB, 4 inks.
    package var components: Int
    package var quality = 90
    package var sampling = (across: 1, down: 1)
    package var isProgressive = false
    package var isArithmetic = false
    /// Written as an Exif marker unless 0.
    package var orientation = 0
    package var pixelsPerInch = 0

    package init(width: Int, height: Int, components: Int = 1) {
        self.width = width
        self.height = height
        self.components = components
    }

    /// The file, with the sample of each place as `sample(x, y, component)` says.
    package func encode(_ sample: (Int, Int, Int) -> Int) -> [UInt8] {
        var samples: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                for component in 0..<components { samples.append(UInt8(sample(x, y, component))) }
            }
        }
        var jpeg = test_jpeg(
            width: UInt32(width), height: UInt32(height), components: Int32(components),
            quality: Int32(quality), sampling_across: Int32(sampling.across),
            sampling_down: Int32(sampling.down), progressive: isProgressive, arithmetic: isArithmetic,
            orientation: Int32(orientation), pixels_per_inch: Int32(pixelsPerInch))
        return unsafe taken(test_jpeg_encode(&jpeg, samples))
    }

    /// All DCT coefficients of a file.
    package static func coefficients(_ file: [UInt8]) -> [UInt8] {
        unsafe taken(test_jpeg_coefficients(file, file.count))
    }
}
