/// Bars that lie one below the other, in sections with a scale of their own, as SVG.
public struct BarChart: Sendable {
    /// The bars of one workload.
    public struct Section: Sendable {
        /// What stands above the bars.
        public var title: String
        /// The bars, from the top.
        public var bars: [Bar]
    }

    /// One bar.
    public struct Bar: Sendable {
        /// What stands before the bar.
        public var label: String
        /// What stands behind it.
        public var figure: String
        /// Its length.
        public var value: Double
        /// Whose it is.
        public var role: EntrantResult.Role
    }

    /// The colours; nothing is painted behind the bars.
    public struct Palette: Sendable {
        var text, faint, reference, ours, peer: String

        /// On a light page.
        public static let light = Palette(
            text: "#1d1d1f", faint: "#6e6e73", reference: "#8e8e93", ours: "#d9480f", peer: "#4c78a8")
        /// On a dark page.
        public static let dark = Palette(
            text: "#f5f5f7", faint: "#a1a1a6", reference: "#98989d", ours: "#ff8a4c", peer: "#7aa6d6")
    }

    /// What stands at the top, and is read out by those who can not see it.
    public var title: String
    /// From the top.
    public var sections: [Section]

    /// A chart of workloads that belong together.
    public init(title: String, workloads: [WorkloadResult]) {
        self.title = title
        sections = workloads.map { workload in
            let bars = workload.entrants.map { entrant in
                let ratio = entrant.ratioToC.map { " (\($0.fixed(2)) × C)" } ?? ""
                return Bar(
                    label: entrant.label, figure: workload.unit.text(entrant.median) + ratio, value: entrant.median,
                    role: entrant.role)
            }
            return Section(title: workload.title, bars: bars)
        }
    }

    private static let (longest, figures, barHeight, step, margin) = (334, 160, 14, 20, 16)

    /// Where the bars begin. A bold letter of the widest of the fonts takes 8.5 on average.
    private var labels: Int {
        let letters = sections.flatMap(\.bars).map(\.label.count).max() ?? 0
        return Self.margin + (letters * 17 + 1) / 2 + 8
    }

    private var width: Int { labels + Self.longest + Self.figures + Self.margin }

    /// The whole file.
    public func svg(_ palette: Palette) -> String {
        var y = 28
        var shapes = [text(title, x: Self.margin, y: y, size: 17, weight: 600, color: palette.text)]
        for section in sections {
            y += 34
            shapes.append(text(section.title, x: Self.margin, y: y, size: 13, weight: 600, color: palette.text))
            y += 8
            let scale = section.bars.map(\.value).max() ?? 0
            for bar in section.bars {
                shapes += self.shapes(of: bar, y: y, scale: scale, palette)
                y += Self.step
            }
        }
        y += 26
        shapes.append(
            text(
                "Shorter is better. Each group has its own scale.", x: Self.margin, y: y, size: 11, weight: 400,
                color: palette.faint))
        let height = y + 14
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
            role="img" aria-label="\(Self.escaped(title))" font-family="-apple-system, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif">
            \(shapes.joined(separator: "\n"))
            </svg>

            """
    }

    private func shapes(of bar: Bar, y: Int, scale: Double, _ palette: Palette) -> [String] {
        let color =
            switch bar.role {
            case .reference: palette.reference
            case .ours: palette.ours
            case .peer: palette.peer
            }
        let share = scale > 0 && bar.value > 0 ? bar.value / scale : 0
        let length = max(1, Int((share * Double(Self.longest)).rounded()))
        let weight = bar.role == .ours ? 600 : 400
        return [
            text(bar.label, x: labels - 8, y: y + 11, size: 12, weight: weight, color: palette.text, anchor: "end"),
            "<rect x=\"\(labels)\" y=\"\(y)\" width=\"\(length)\" height=\"\(Self.barHeight)\" rx=\"2\" fill=\"\(color)\"/>",
            text(bar.figure, x: labels + length + 6, y: y + 11, size: 12, weight: 400, color: palette.faint),
        ]
    }

    private func text(
        _ string: String, x: Int, y: Int, size: Int, weight: Int, color: String, anchor: String = "start"
    ) -> String {
        """
        <text x="\(x)" y="\(y)" font-size="\(size)" font-weight="\(weight)" fill="\(color)" text-anchor="\(anchor)">\
        \(Self.escaped(string))</text>
        """
    }

    private static func escaped(_ string: String) -> String {
        var result = ""
        for character in string {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
