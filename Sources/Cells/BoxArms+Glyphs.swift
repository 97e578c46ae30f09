extension BoxArms {
  /// The glyph of these arms; a space when there are none.
  ///
  /// Dashes show on straight lines only. Where Unicode has no glyph for a mix (double beside heavy, or two weights of a
  /// double line), the nearest one with the same sides is taken.
  public var glyph: Unicode.Scalar {
    let sides = Direction.allCases.map { self[$0] }
    if let dashed = dashedGlyph { return dashed }
    if isRounded, let arc = arcGlyph { return arc }
    if sides.contains(.double) {
      let plain = sides.map { $0 == .none ? 0 : $0.solid == .light ? 1 : 2 }
      return Self.glyph(in: Self.doubleGlyphs, at: plain)
        ?? Self.glyph(in: Self.doubleGlyphs, at: Self.evened(plain))
        ?? Self.glyph(in: Self.doubleGlyphs, at: plain.map { $0 == 0 ? 0 : 2 })
        ?? (east == .none && west == .none ? "║" : "═")
    }
    return Self.glyph(in: Self.solidGlyphs, at: sides.map { Int($0.solid.rawValue) }) ?? " "
  }

  /// The same in ASCII: `-` and `|`, `=` and `#` where heavy or double, `.` and `:` where dashed, `+` at corners,
  /// junctions and crossings.
  public var asciiGlyph: Unicode.Scalar {
    let isHorizontal = east != .none || west != .none
    let isVertical = north != .none || south != .none
    if isHorizontal && isVertical { return "+" }
    let heaviest = Direction.allCases.map { self[$0] }.max { ($0.isHeavy ? 1 : 0) < ($1.isHeavy ? 1 : 0) } ?? .none
    let isDashed = Direction.allCases.contains { self[$0].isDashed }
    if isHorizontal { return heaviest.isHeavy ? "=" : isDashed ? "." : "-" }
    if isVertical { return heaviest.isHeavy ? "#" : isDashed ? ":" : "|" }
    return " "
  }

  /// The arms of a box-drawing glyph; nil for any other scalar.
  public init?(glyph: Unicode.Scalar) {
    guard (0x2500...0x257F).contains(glyph.value), let arms = Self.armsOfGlyph[glyph] else { return nil }
    self = arms
  }

  private var dashedGlyph: Unicode.Scalar? {
    if north == .none && south == .none && east == west && east.isDashed { return east.isHeavy ? "┅" : "┄" }
    if east == .none && west == .none && north == south && north.isDashed { return north.isHeavy ? "┇" : "┆" }
    return nil
  }

  private var arcGlyph: Unicode.Scalar? {
    switch (north.solid, east.solid, south.solid, west.solid) {
    case (.none, .light, .light, .none): "╭"
    case (.none, .none, .light, .light): "╮"
    case (.light, .light, .none, .none): "╰"
    case (.light, .none, .none, .light): "╯"
    default: nil
    }
  }

  /// Double lines have no glyphs of two weights along one axis: both ends become double.
  private static func evened(_ sides: [Int]) -> [Int] {
    let vertical = max(sides[0], sides[2])
    let horizontal = max(sides[1], sides[3])
    return [sides[0], sides[1], sides[2], sides[3]].enumerated().map { index, side in
      side == 0 ? 0 : index % 2 == 0 ? vertical : horizontal
    }
  }

  private static func glyph(in table: [Unicode.Scalar], at sides: [Int]) -> Unicode.Scalar? {
    let glyph = table[((sides[0] * 3 + sides[1]) * 3 + sides[2]) * 3 + sides[3]]
    return glyph == " " && sides != [0, 0, 0, 0] ? nil : glyph
  }

  // Both tables are indexed by north, east, south and west as digits of base 3: 0 none, 1 light, 2 the other weight.
  private static let solidGlyphs = Array(
    (" ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳" + "╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈" + "╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋").unicodeScalars)
  private static let doubleGlyphs = Array(
    (" ╴ ╷┐╕ ╖╗╶─ ┌┬ ╓╥   ═╒ ╤╔ ╦" + "╵┘╛│┤╡   └┴ ├┼    ╘ ╧╞ ╪   " + " ╜╝   ║╢╣╙╨    ╟╫ ╚ ╩   ╠ ╬").unicodeScalars)

  private static let armsOfGlyph: [Unicode.Scalar: BoxArms] = {
    var arms: [Unicode.Scalar: BoxArms] = [
      "┄": .horizontal(.dashed), "┅": .horizontal(.heavyDashed), "┆": .vertical(.dashed), "┇": .vertical(.heavyDashed),
      "╭": BoxArms(east: .light, south: .light, isRounded: true),
      "╮": BoxArms(south: .light, west: .light, isRounded: true),
      "╰": BoxArms(north: .light, east: .light, isRounded: true),
      "╯": BoxArms(north: .light, west: .light, isRounded: true),
    ]
    for (table, other) in [(solidGlyphs, LineWeight.heavy), (doubleGlyphs, .double)] {
      let weights: [LineWeight] = [.none, .light, other]
      for (index, glyph) in table.enumerated() where glyph != " " && arms[glyph] == nil {
        arms[glyph] = BoxArms(
          north: weights[index / 27], east: weights[index / 9 % 3], south: weights[index / 3 % 3],
          west: weights[index % 3])
      }
    }
    return arms
  }()
}
