/// Gives each layer its columns.
enum ColumnAssignment {
  /// The columns of each layer.
  ///
  /// - Parameters:
  ///   - widths: the width of each layer.
  ///   - gaps: the least width of the gap behind each layer.
  ///   - previous: the columns to keep to where the gaps allow it; nil afresh.
  static func columns(
    widths: [Int], gaps: [Int], options: LayoutOptions, previous: [LayoutColumn?]?
  ) -> [LayoutColumn] {
    if let previous { return kept(widths: widths, gaps: gaps, options: options, previous: previous) }
    var gaps = gaps
    let inner = gaps.indices.dropLast()
    let spareColumns = max(options.spareColumns, 0)
    let roomy = gaps.map { max($0 + spareColumns, options.minimumGap, 2) }
    for gap in inner { gaps[gap] = max(gaps[gap], options.minimumGap, 2) }
    let tight = widths.reduce(0, +) + gaps.reduce(0, +)
    let least = tight + zip(roomy, gaps).dropLast().reduce(0) { $0 + $1.0 - $1.1 }
    // Where only the tight drawing fits, it stays tight and takes what is left.
    let fitsOnlyTight = options.targetWidth.map { tight <= $0 && least > $0 } ?? false
    if !fitsOnlyTight { for gap in inner { gaps[gap] = roomy[gap] } }
    if let target = options.targetWidth {
      var spare = target - widths.reduce(0, +) - gaps.reduce(0, +)
      var growing = inner.filter { gaps[$0] < options.maximumGap }
      while spare >= growing.count && !growing.isEmpty {
        for gap in growing { gaps[gap] += 1 }
        spare -= growing.count
        growing.removeAll { gaps[$0] >= options.maximumGap }
      }
    }
    var columns: [LayoutColumn] = []
    var x = 0
    for (width, gap) in zip(widths, gaps) {
      columns.append(LayoutColumn(x: x, width: width))
      x += width + gap
    }
    return columns
  }

  private static func kept(
    widths: [Int], gaps: [Int], options: LayoutOptions, previous: [LayoutColumn?]
  ) -> [LayoutColumn] {
    var columns: [LayoutColumn] = []
    for layer in widths.indices {
      let old = previous[layer]
      var x = old?.x ?? 0
      if let last = columns.last {
        let gap = max(gaps[layer - 1], 2)
        let isNew = old == nil || previous[layer - 1] == nil
        x = max(x, last.maxX + (isNew ? max(gap, options.minimumGap) : gap))
      }
      columns.append(LayoutColumn(x: x, width: max(widths[layer], old?.width ?? 0)))
    }
    return columns
  }
}
