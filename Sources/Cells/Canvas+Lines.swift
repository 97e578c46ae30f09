extension Canvas {
  /// A horizontal line; it joins the lines that it meets unless told not to.
  public mutating func hline(
    x: Int, y: Int, width: Int, weight: LineWeight = .light, style: Style = .border, joins: Bool = true
  ) {
    guard width > 0 else { return }
    for column in max(x, clip.x)..<max(max(x, clip.x), min(x + width, clip.right)) {
      // At an end that meets another line, only the inner arm is drawn: the glyph becomes a tee, not a cross.
      var arms = BoxArms.horizontal(weight)
      if joins && width > 1 && hasLine(x: column, y: y) {
        if column == x { arms[.west] = .none }
        if column == x + width - 1 { arms[.east] = .none }
      }
      put(arms, x: column, y: y, style: style, joins: joins)
    }
  }

  /// A vertical line; it joins the lines that it meets unless told not to.
  public mutating func vline(
    x: Int, y: Int, height: Int, weight: LineWeight = .light, style: Style = .border, joins: Bool = true
  ) {
    guard height > 0 else { return }
    for row in max(y, clip.y)..<max(max(y, clip.y), min(y + height, clip.bottom)) {
      var arms = BoxArms.vertical(weight)
      if joins && height > 1 && hasLine(x: x, y: row) {
        if row == y { arms[.north] = .none }
        if row == y + height - 1 { arms[.south] = .none }
      }
      put(arms, x: x, y: row, style: style, joins: joins)
    }
  }

  /// Puts arms into a cell, joined with those of the glyph that stands there if wanted.
  public mutating func put(_ arms: BoxArms, x: Int, y: Int, style: Style, joins: Bool = true) {
    var merged = arms
    if joins, let present = BoxArms(glyph: self[x, y].scalar) { merged = present.union(arms) }
    set(merged.glyph, width: 1, x: x, y: y, style: style)
  }

  private func hasLine(x: Int, y: Int) -> Bool { BoxArms(glyph: self[x, y].scalar) != nil }

  /// A frame, with a title in its upper edge and a sign at the edge's right end.
  ///
  /// Nothing is drawn in a rectangle narrower or lower than 2. The inside is left as it is.
  public mutating func box(
    _ rect: Rect, style: Style = .border, weight: LineWeight = .light, rounded: Bool = true,
    title: [(text: String, style: Style)] = [], sign: (text: String, style: Style)? = nil
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    for (y, side, other) in [(rect.y, Direction.south, Direction.north), (rect.bottom - 1, .north, .south)] {
      hline(x: rect.x + 1, y: y, width: rect.width - 2, weight: weight, style: style, joins: false)
      for (x, inward) in [(rect.x, Direction.east), (rect.right - 1, .west)] {
        var arms = BoxArms(isRounded: rounded)
        arms[side] = weight
        arms[other] = .none
        arms[inward] = weight
        put(arms, x: x, y: y, style: style, joins: false)
      }
    }
    for x in [rect.x, rect.right - 1] {
      vline(x: x, y: rect.y + 1, height: rect.height - 2, weight: weight, style: style, joins: false)
    }
    caption(rect, title: title, sign: sign, style: style)
  }

  private mutating func caption(
    _ rect: Rect, title: [(text: String, style: Style)], sign: (text: String, style: Style)?, style: Style
  ) {
    var room = rect.width - 4
    if let sign {
      let width = TextWidth.of(sign.text)
      if width + 2 <= rect.width - 2 {
        write([(" ", style), sign, (" ", style)], x: rect.right - 3 - width, y: rect.y)
        room -= width + 3
      }
    }
    if !title.isEmpty, room > 2 {
      write(" ", x: rect.x + 1, y: rect.y, style: style)
      let used = write(title, x: rect.x + 2, y: rect.y, maxWidth: room)
      write(" ", x: rect.x + 2 + used, y: rect.y, style: style)
    }
  }
}
