import CImageCodecs
import Jobs

/// `ascii`: draws the image in characters, dark on light paper. Leaves `text.txt`, and beside it what the style adds.
struct CharacterWork: Work {
    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        let options = job.assignment.options
        let style = options.style ?? .plain
        var reader = try ImageReader(path: job.inputPath, limits: job.limits)
        let canvas = CharacterCanvas(
            header: reader.header, columns: options.width ?? JobOptions.defaultASCIIWidth, style: style)
        let grid = try Self.average(&reader, canvas, style, job.monitor)
        job.monitor.update(.rendering, progress: 0.9)
        let drawings = Self.draw(grid, canvas, style, isInverted: options.invert ?? false)
        job.monitor.update(.writing, progress: 0.95)
        var files: [ResultFile] = []
        for (name, text) in drawings { files.append(try job.results.write(name, text)) }
        return JobResult(files: files)
    }

    private static func average(
        _ reader: inout ImageReader, _ canvas: CharacterCanvas, _ style: CharacterStyle,
        _ monitor: any JobMonitor
    ) throws(Problem) -> CellGrid {
        try reader.begin(denominator: canvas.denominator, lightnessAlone: !style.hasColours)
        let (width, height, rows) = (reader.width, reader.height, reader.header.rows)
        var grid = CellGrid(
            width: min(canvas.storedWidth, width), height: min(canvas.storedHeight, height),
            imageWidth: width, imageHeight: height, hasColours: style.hasColours)
        for y in 0..<height {
            try unsafe reader.nextRow { row in unsafe grid.add(row, rows, y) }
            if y % 64 == 0 { monitor.update(.decoding, progress: 0.9 * Double(y) / Double(height)) }
        }
        try reader.finish()
        grid.finish()
        return grid
    }

    /// The result files by name.
    private static func draw(
        _ grid: CellGrid, _ canvas: CharacterCanvas, _ style: CharacterStyle, isInverted: Bool
    ) -> [(String, [UInt8])] {
        let shades = Shades(grid, canvas, isInverted: isInverted)
        let styled: [UInt8]? =
            switch style {
            case .plain: nil
            case .braille: BrailleDrawing.draw(shades)
            case .ansi256: ColourDrawing.draw(grid, canvas, .terminal256)
            case .truecolour: ColourDrawing.draw(grid, canvas, .all)
            }
        let plain = (CharacterStyle.plain.fileName, PlainDrawing.draw(shades))
        return [plain] + (styled.map { [(style.fileName, $0)] } ?? [])
    }
}
