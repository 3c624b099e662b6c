extension PDFPicture {
    /// By the frame header (ITU-T T.81, B.2.2). PDF has baseline and progressive JPEG with 8 bits.
    package init?(jpeg file: [UInt8]) {
        guard file.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
        var offset = 2
        var isAdobe = false
        while let segment = Self.segment(of: file, at: offset) {
            if segment.marker == 0xEE, file[segment.content].starts(with: "Adobe".utf8) { isAdobe = true }
            if (0xC0...0xC2).contains(segment.marker) {
                self.init(frame: Array(file[segment.content]), file: file, isAdobe: isAdobe)
                return
            }
            offset = segment.content.upperBound
        }
        return nil
    }

    private init?(frame: [UInt8], file: [UInt8], isAdobe: Bool) {
        guard frame.count >= 6, frame[0] == 8, let colours = Self.colourSpace(components: Int(frame[5]))
        else {
            return nil
        }
        // Adobe's programs, which are those that write CMYK, write it inverted.
        let decode = frame[5] == 4 && isAdobe ? " /Decode [1 0 1 0 1 0 1 0]" : ""
        self.init(
            width: Int(frame[3]) << 8 | Int(frame[4]), height: Int(frame[1]) << 8 | Int(frame[2]),
            entries: "/ColorSpace \(colours) /BitsPerComponent 8 /Filter /DCTDecode\(decode)", bytes: file)
    }

    /// The segment whose marker is at or behind `offset`; nil where the compressed data begin, and at the end.
    private static func segment(
        of file: [UInt8], at offset: Int
    ) -> (marker: UInt8, content: Range<Int>)? {
        guard let fill = file[min(offset, file.count)...].firstIndex(of: 0xFF),
            let place = file[fill...].firstIndex(where: { $0 != 0xFF }), place + 2 < file.count
        else { return nil }
        let length = Int(file[place + 1]) << 8 | Int(file[place + 2])
        let marker = file[place]
        guard marker != 0xDA, marker != 0xD9, length >= 2, place + 1 + length <= file.count else {
            return nil
        }
        return (marker, (place + 3)..<(place + 1 + length))
    }
}
