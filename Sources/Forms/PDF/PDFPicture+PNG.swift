extension PDFPicture {
    /// The compressed pixels of a PNG are what a PDF's filters take, but for interlaced and transparent ones.
    package init?(png file: [UInt8]) {
        guard let chunks = Self.chunks(of: file), let header = chunks.first, header.type == "IHDR",
            header.content.count == 13, !chunks.contains(where: { $0.type == "tRNS" })
        else { return nil }
        let head = Array(file[header.content])
        let (depth, colourType, interlacing) = (Int(head[8]), head[9], head[12])
        let palette = chunks.first { $0.type == "PLTE" }.map { file[$0.content] }
        guard interlacing == 0, let colours = Self.colours(colourType, palette) else { return nil }
        let (width, height) = (Self.number(head, 0), Self.number(head, 4))
        let components = colourType == 2 ? 3 : 1
        self.init(
            width: width, height: height,
            entries: "/ColorSpace \(colours) /BitsPerComponent \(depth) /Filter /FlateDecode /DecodeParms << "
                + "/Predictor 15 /Colors \(components) /BitsPerComponent \(depth) /Columns \(width) >>",
            bytes: chunks.filter { $0.type == "IDAT" }.flatMap { Array(file[$0.content]) })
    }

    private static func colours(_ type: UInt8, _ palette: ArraySlice<UInt8>?) -> String? {
        switch type {
        case 0: return "/DeviceGray"
        case 2: return "/DeviceRGB"
        case 3:
            guard let palette, palette.count >= 3 else { return nil }
            return "[/Indexed /DeviceRGB \(palette.count / 3 - 1) <\(PDFText.hexadecimal(palette))>]"
        default: return nil
        }
    }

    /// Nil for what is no PNG, or is cut off.
    private static func chunks(of file: [UInt8]) -> [(type: String, content: Range<Int>)]? {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        var chunks: [(type: String, content: Range<Int>)] = []
        var offset = 8
        while offset + 12 <= file.count {
            let content = (offset + 8)..<(offset + 8 + number(file, offset))
            guard content.upperBound + 4 <= file.count else { return nil }
            chunks.append((String(decoding: file[(offset + 4)..<(offset + 8)], as: UTF8.self), content))
            offset = content.upperBound + 4
        }
        return chunks
    }

    private static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
        bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
}
