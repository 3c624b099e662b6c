import Foundation

extension SimulationReport {
    /// As a picture: above, the processor time that each class got in every hour, below, how long its jobs waited.
    package var svg: String {
        let plot = Plot(hours: max(24, classes.map(\.hours.count).max() ?? 24))
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Plot.width) \(Plot.height)" \
            font-family="sans-serif" font-size="13" fill="#333">
            <rect width="100%" height="100%" fill="#fff"/>
            """
        ]
        parts += legend()
        parts += busyPanel(plot)
        parts += waitPanel(plot)
        return parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private func legend() -> [String] {
        classes.enumerated().map { index, one in
            let left = Plot.left + 170 * Double(index)
            return """
                <rect x="\(left)" y="14" width="12" height="12" fill="\(Plot.colour(index))"/>
                <text x="\(left + 18)" y="25">\(one.name), weight \(String(format: "%g", one.weight))</text>
                """
        }
    }

    /// Columns of processor hours, the classes on top of each other.
    private func busyPanel(_ plot: Plot) -> [String] {
        let (top, bottom) = (70.0, 270.0)
        let columns = (0..<plot.hours).map { hour in
            classes.filter { hour < $0.hours.count }.map { $0.hours[hour].seconds / 3600 }.reduce(0, +)
        }
        let most = max(Double(processors), columns.max() ?? 0)
        var parts = plot.frame("Processors at work, by the hour in which jobs began", top, bottom, most) {
            String(format: "%.2g", $0)
        }
        for hour in 0..<plot.hours {
            var base = bottom
            for (index, one) in classes.enumerated() where hour < one.hours.count {
                let height = one.hours[hour].seconds / 3600 / most * (bottom - top)
                base -= height
                parts.append(
                    "<rect x=\"\(Plot.text(plot.x(Double(hour)) + 1))\" y=\"\(Plot.text(base))\" "
                        + "width=\"\(Plot.text(max(1, plot.hourWidth - 2)))\" "
                        + "height=\"\(Plot.text(height))\" fill=\"\(Plot.colour(index))\"/>")
            }
        }
        return parts
    }

    /// Lines of the median wait, and dashed ones of the wait that one job in ten exceeds.
    private func waitPanel(_ plot: Plot) -> [String] {
        let (top, bottom) = (330.0, 530.0)
        let waits = classes.flatMap { $0.hours.map { $0.waits.quantile(0.9) } }
        let most = max(1, waits.max() ?? 1) * 1.1
        let title = "Wait by that hour: median, and dashed what one job in ten exceeds"
        var parts = plot.frame(title, top, bottom, most) { Self.seconds($0) }
        for (index, one) in classes.enumerated() {
            for (part, dashes) in [(0.5, "none"), (0.9, "5 4")] {
                let points = one.hours.enumerated().filter { $0.element.waits.count > 0 }.map { hour, found in
                    let y = bottom - found.waits.quantile(part) / most * (bottom - top)
                    return "\(Plot.text(plot.x(Double(hour) + 0.5))),\(Plot.text(y))"
                }
                parts.append(
                    "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke-width=\"2\" "
                        + "stroke=\"\(Plot.colour(index))\" stroke-dasharray=\"\(dashes)\"/>")
            }
        }
        return parts
    }
}

/// Where things stand in the picture.
private struct Plot {
    static let width = 900.0
    static let height = 570.0
    static let left = 70.0
    /// Told apart by most people who see colours differently. Source: Okabe and Ito, "Color Universal Design" (2008).
    private static let colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9"]

    let hours: Int
    var hourWidth: Double { (Self.width - Self.left - 20) / Double(hours) }

    static func colour(_ index: Int) -> String { colours[index % colours.count] }
    static func text(_ number: Double) -> String { String(format: "%.1f", number) }

    func x(_ hour: Double) -> Double { Self.left + hour * hourWidth }

    /// Title, lines with their values, hours.
    func frame(
        _ title: String, _ top: Double, _ bottom: Double, _ most: Double, label: (Double) -> String
    ) -> [String] {
        var parts = ["<text x=\"\(Self.left)\" y=\"\(top - 14)\" font-weight=\"bold\">\(title)</text>"]
        for step in 0...4 {
            let y = Self.text(bottom - Double(step) / 4 * (bottom - top))
            parts.append(
                "<line x1=\"\(Self.left)\" x2=\"\(Self.width - 20)\" y1=\"\(y)\" y2=\"\(y)\" stroke=\"#ddd\"/>"
            )
            parts.append(
                "<text x=\"\(Self.left - 8)\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
                    + "\(label(most * Double(step) / 4))</text>")
        }
        let every = max(1, Int((Double(hours) / 12).rounded(.up)))
        for hour in stride(from: 0, through: hours, by: every) {
            parts.append(
                "<text x=\"\(Self.text(x(Double(hour))))\" y=\"\(bottom + 18)\" text-anchor=\"middle\">\(hour)</text>"
            )
        }
        return parts
    }
}
