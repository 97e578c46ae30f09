/// A colour as a theme names it.
public enum ThemeColor: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case `default`
  case rgb(RGB)
  /// One of the 16 colours of the terminal's palette, 0...15, which users set to their taste.
  case palette(UInt8)

  /// The names of the 16 palette colours, in their order.
  public static let paletteNames = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red",
    "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
  ]

  /// From `default`, `#rrggbb` or a palette name such as `bright-red`; nil for anything else.
  public init?(_ text: String) {
    if text == "default" {
      self = .default
    } else if let rgb = RGB(hex: text) {
      self = .rgb(rgb)
    } else if let index = Self.paletteNames.firstIndex(of: text) {
      self = .palette(UInt8(index))
    } else {
      return nil
    }
  }
}
