import CImageCodecs
import Jobs

/// `ascii`: draws the image in characters, dark on light paper. Leaves `text.txt`.
struct CharacterWork: Work {
    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        var reader = try ImageReader(path: job.inputPath, limits: job.limits)
        let orientation = Orientation(rawValue: reader.header.orientation)
        let canvas = CharacterCanvas(
            header: reader.header, orientation: orientation,
            columns: job.assignment.options.width ?? JobOptions.defaultASCIIWidth)
        var cells = try Self.average(&reader, canvas, job.monitor)
        job.monitor.update(.rendering, progress: 0.9)
        cells.stretch()
        let text = canvas.render(cells, orientation)
        job.monitor.update(.writing, progress: 0.95)
        return JobResult(files: [try job.results.write("text.txt", text)])
    }

    private static func average(
        _ reader: inout ImageReader, _ canvas: CharacterCanvas, _ monitor: any JobMonitor
    ) throws(Problem) -> LightnessGrid {
        try reader.begin(denominator: canvas.denominator)
        let (width, height, rows) = (reader.width, reader.height, reader.header.rows)
        var grid = LightnessGrid(
            width: min(canvas.storedWidth, width), height: min(canvas.storedHeight, height),
            imageWidth: width, imageHeight: height)
        for y in 0..<height {
            try unsafe reader.nextRow { row in unsafe grid.add(row, rows, y) }
            if y % 64 == 0 { monitor.update(.decoding, progress: 0.9 * Double(y) / Double(height)) }
        }
        try reader.finish()
        grid.finish()
        return grid
    }
}
