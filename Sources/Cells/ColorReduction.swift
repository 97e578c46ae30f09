#if canImport(Glibc)
  import Glibc
#endif

/// Finds the nearest of a terminal's fixed colours, by distance in OKLab (Björn Ottosson, 2020), where equal distances
/// look about equal.
enum ColorReduction {
  /// The nearest of the 240 colours of the 256-colour palette that users do not change: a 6x6x6 cube and 24 greys.
  static func indexed256(_ color: RGB) -> Int16 {
    nearest(among: fixedPalette) { OKLab(color).distance(to: $0) } + 16
  }

  /// The nearest of the 16 palette colours, taken as xterm defines them.
  ///
  /// Among so few colours hue is what counts: the user's palette has its own lightness, while a soft red that turns
  /// grey says something else. So a colour with a hue goes to the nearest hue, and only greys to greys.
  static func ansi16(_ color: RGB) -> Int16 {
    let wanted = OKLab(color)
    return nearest(among: ansiPalette) { candidate in
      guard wanted.isGrey == candidate.isGrey else { return .infinity }
      let light = (wanted.lightness - candidate.lightness) * (wanted.lightness - candidate.lightness)
      guard !wanted.isGrey else { return light }
      let turn = wanted.hueDifference(to: candidate)
      return turn * turn + light / 2
    }
  }

  /// The colours 16...255.
  static let fixedPalette: [RGB] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    var colors: [RGB] = []
    for red in levels {
      for green in levels {
        for blue in levels { colors.append(RGB(red: red, green: green, blue: blue)) }
      }
    }
    for step in 0..<24 {
      let grey = UInt8(8 + 10 * step)
      colors.append(RGB(red: grey, green: grey, blue: grey))
    }
    return colors
  }()

  static let ansiPalette: [RGB] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00,
    0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map(RGB.init(packed:))

  private static func nearest(among palette: [RGB], distance: (OKLab) -> Double) -> Int16 {
    var best = (index: 0, distance: Double.infinity)
    for (index, candidate) in palette.enumerated() {
      let found = distance(OKLab(candidate))
      if found < best.distance { best = (index, found) }
    }
    return Int16(best.index)
  }

  private struct OKLab {
    var lightness: Double
    var a: Double
    var b: Double

    init(_ color: RGB) {
      let red = Self.linear(color.red)
      let green = Self.linear(color.green)
      let blue = Self.linear(color.blue)
      let long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
      let medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
      let short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
      lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
      a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
      b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    }

    /// Whether the colour has too little hue to be called anything but a grey.
    var isGrey: Bool { a * a + b * b < 0.0016 }

    func distance(to other: OKLab) -> Double {
      let light = lightness - other.lightness
      return light * light + (a - other.a) * (a - other.a) + (b - other.b) * (b - other.b)
    }

    /// The angle between the hues, 0...pi.
    func hueDifference(to other: OKLab) -> Double {
      let turn = (atan2(b, a) - atan2(other.b, other.a)).magnitude
      return min(turn, 2 * .pi - turn)
    }

    private static func linear(_ value: UInt8) -> Double {
      let channel = Double(value) / 255
      return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
  }
}
