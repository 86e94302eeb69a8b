extension Chart {
  /// The chart as a self-contained SVG 1.1 document: no script, no font or picture from elsewhere, colours for light and
  /// dark pages, and for those who do not see it a title, a description and every value.
  func svg() -> String {
    var drawing = SVGDrawing(title: title, summary: summary)
    if points.isEmpty {
      drawing.height = 120
      drawing.text("nothing yet", x: 40, y: 80, "label")
    } else {
      switch kind {
      case .bars: drawBars(&drawing)
      case .columns: drawColumns(&drawing)
      case .line: drawLine(&drawing)
      }
    }
    return drawing.document
  }

  // MARK: Bars

  private func drawBars(_ drawing: inout SVGDrawing) {
    let scale = ChartScale(points.map(\.value))
    // The margin, the label at 7.5 units a character, and the space between it and its bar.
    let labels = min(290, 32 + Int(7.5 * Double(points.map(\.label.count).max() ?? 0)))
    let plot = SVGDrawing.Plot(
      left: Double(labels), top: 64, width: 840 - Double(labels) - 110, height: 26 * Double(points.count))
    drawing.height = plot.bottom + 64
    for tick in scale.ticks {
      let x = plot.x(scale.position(tick))
      drawing.line(x, plot.top, x, plot.bottom, "grid")
      drawing.text(scale.label(tick), x: x, y: plot.bottom + 18, "tick middle")
    }
    for (index, point) in points.enumerated() {
      let y = plot.top + 26 * Double(index)
      let (from, to) = (plot.x(scale.position(min(0, point.value))), plot.x(scale.position(max(0, point.value))))
      drawing.rectangle(from, y + 4, to - from, 18, hint: "\(point.label): \(point.text)")
      drawing.text(point.label.shortened(36), x: plot.left - 8, y: y + 17, "label end")
      drawing.text(point.text, x: to + 6, y: y + 17, "value")
    }
    drawing.text(unit, x: plot.left + plot.width / 2, y: plot.bottom + 42, "axis middle")
    drawing.text(labelTitle, x: 24, y: plot.top - 10, "axis")
  }

  // MARK: Columns

  private func drawColumns(_ drawing: inout SVGDrawing) {
    let scale = ChartScale(points.map(\.value))
    let plot = SVGDrawing.Plot(left: 84, top: 76, width: 732, height: 260)
    drawing.height = plot.bottom + 68
    drawScale(scale, plot, &drawing)
    let step = plot.width / Double(points.count)
    // As many labels as there is room for, 8 units a character.
    let stride = max(1, Int((8 * Double(points.map(\.label.count).max() ?? 0) / step).rounded(.up)))
    for (index, point) in points.enumerated() {
      let x = plot.left + step * Double(index)
      let (top, bottom) = (plot.y(scale.position(max(0, point.value))), plot.y(scale.position(min(0, point.value))))
      drawing.rectangle(x + step * 0.15, top, step * 0.7, bottom - top, hint: "\(point.label): \(point.text)")
      guard index.isMultiple(of: stride) else { continue }
      drawing.text(point.label, x: x + step / 2, y: plot.bottom + 18, "tick middle")
    }
    drawing.text(labelTitle, x: plot.left + plot.width / 2, y: plot.bottom + 46, "axis middle")
  }

  // MARK: Line

  private func drawLine(_ drawing: inout SVGDrawing) {
    let scale = ChartScale(points.map(\.value))
    let plot = SVGDrawing.Plot(left: 84, top: 76, width: 732, height: 260)
    drawing.height = plot.bottom + 68
    drawScale(scale, plot, &drawing)
    let step = points.count > 1 ? plot.width / Double(points.count - 1) : 0
    let corners = points.enumerated().map { index, point in
      (x: plot.left + step * Double(index), y: plot.y(scale.position(point.value)))
    }
    drawing.polyline(corners)
    let marks = min(6, points.count)
    for mark in 0..<marks {
      let index = marks > 1 ? mark * (points.count - 1) / (marks - 1) : 0
      let place = index == 0 ? "start" : index == points.count - 1 ? "end" : "middle"
      drawing.text(points[index].label, x: corners[index].x, y: plot.bottom + 18, "tick \(place)")
    }
    for (point, corner) in zip(points, corners) {
      drawing.point(corner.x, corner.y, hint: "\(point.label): \(point.text)", isVisible: points.count <= 62)
    }
    drawing.text(labelTitle, x: plot.left + plot.width / 2, y: plot.bottom + 46, "axis middle")
  }

  private func drawScale(_ scale: ChartScale, _ plot: SVGDrawing.Plot, _ drawing: inout SVGDrawing) {
    for tick in scale.ticks {
      let y = plot.y(scale.position(tick))
      drawing.line(plot.left, y, plot.left + plot.width, y, "grid")
      drawing.text(scale.label(tick), x: plot.left - 8, y: y + 4, "tick end")
    }
    drawing.text(unit, x: 24, y: plot.top - 14, "axis")
  }
}
