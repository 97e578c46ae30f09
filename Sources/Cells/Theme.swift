/// How the meanings of text look.
public struct Theme: Hashable, Sendable {
  /// The background that a theme is made for: it keeps reduced colours readable.
  public enum Appearance: String, Sendable, CaseIterable { case dark, light }

  public var name: String
  public var appearance: Appearance
  /// What the theme paints behind everything; the default leaves the terminal's own. Painted with 256 colours only:
  /// of fewer, the terminal's own background is the one that its palette is readable on.
  public var background = ThemeColor.default
  /// The colour of text without one of its own, on that background.
  public var foreground = ThemeColor.default
  /// One for each token, in the tokens' order.
  private var styles: [ThemeStyle]

  /// A theme; tokens without a style look like plain text.
  public init(name: String, appearance: Appearance = .dark, styles: [StyleToken: ThemeStyle] = [:]) {
    self.name = name
    self.appearance = appearance
    self.styles = StyleToken.allCases.map { styles[$0] ?? ThemeStyle() }
  }

  public subscript(token: StyleToken) -> ThemeStyle {
    get { styles[Int(token.rawValue)] }
    set { styles[Int(token.rawValue)] = newValue }
  }

  /// What a style is on a terminal of that depth.
  ///
  /// Colours are reduced to the nearest that the terminal has; one that would vanish in the background of the theme's
  /// appearance becomes the default colour. In mono only attributes remain.
  ///
  /// - Complexity: O(colours of the depth); keep the answer for a token rather than asking for each cell.
  public func resolved(_ style: Style, depth: ColorDepth) -> ResolvedStyle {
    let base = self[style.token]
    return ResolvedStyle(
      foreground: index(of: base.foreground, depth: depth, isForeground: true),
      background: index(of: base.background, depth: depth, isForeground: false),
      attributes: base.attributes.union(style.attributes))
  }

  private func index(of color: ThemeColor, depth: ColorDepth, isForeground: Bool) -> Int16 {
    let full: Int16
    let ground = isForeground ? foreground : background
    switch (color == .default && depth == .indexed256 ? ground : color, depth) {
    case (.default, _), (_, .mono): return ResolvedStyle.defaultColor
    case (.rgb(let rgb), .indexed256): return ColorReduction.indexed256(rgb)
    case (.rgb(let rgb), _):
      let nearest = ColorReduction.ansi16(rgb)
      // Dark blue on black can hardly be read; its bright sister can.
      full = isForeground && nearest == 4 && appearance == .dark ? 12 : nearest
    case (.palette(let index), _): full = Int16(min(index, 15))
    }
    guard depth == .ansi8 else { return isForeground && vanishes(full) ? ResolvedStyle.defaultColor : full }
    // Eight colours have no bright blue: cyan is the nearest that can be read on black.
    let folded = full % 8
    if isForeground && folded == 4 && appearance == .dark { return 6 }
    return isForeground && (vanishes(folded) || full == 8) ? ResolvedStyle.defaultColor : folded
  }

  private func vanishes(_ index: Int16) -> Bool {
    switch appearance {
    case .dark: index == 0
    case .light: index == 7 || index == 15
    }
  }
}
