import Cells
import Yams

extension Theme {
  /// Reads the text of a theme file.
  ///
  /// A theme has an `appearance` (dark or light), at will a `background` and the `foreground` of plain text on it,
  /// `colors` (names for `#rrggbb`) and `styles`, each a few words such as `red on default bold`: a colour, `on` and a
  /// background, attributes. Styles that it does not set are those of `base` for its appearance.
  public static func read(
    _ text: String, name: String, file: String, base: (Appearance) -> Theme? = { _ in nil }
  ) -> (theme: Theme, problems: [SettingsProblem]) {
    var fields = YAMLFields(file: file)
    var reader = ThemeReader()
    if let root = fields.root(of: text) {
      for (section, key, value) in fields.mapping(root, of: "the theme") {
        reader.read(section, key, value, fields: &fields)
      }
    }
    let theme = reader.theme(named: name, base: base, fields: &fields)
    return (theme, fields.problems)
  }
}

/// Gathers the sections of a theme, which may come in any order.
private struct ThemeReader {
  private var appearance = Theme.Appearance.dark
  private var background = ThemeColor.default
  private var foreground = ThemeColor.default
  private var colors: [String: ThemeColor] = [:]
  private var styles: [(name: String, key: Node, value: Node)] = []

  mutating func read(_ section: String, _ key: Node, _ value: Node, fields: inout YAMLFields) {
    switch section {
    case "appearance":
      guard let text = fields.text(value, of: section) else { return }
      if let known = Theme.Appearance(rawValue: text) {
        appearance = known
      } else {
        fields.report("appearance must be dark or light, not '\(text)'", at: value)
      }
    case "background": background = ground(value, of: section, fields: &fields) ?? background
    case "foreground": foreground = ground(value, of: section, fields: &fields) ?? foreground
    case "colors":
      for (name, nameNode, value) in fields.mapping(value, of: section) {
        guard let text = fields.text(value, of: name) else { continue }
        if reservedWords.contains(name) {
          fields.report("'\(name)' has a meaning already: choose another name", at: nameNode)
        } else if let color = ThemeColor(text) {
          colors[name] = color
        } else {
          fields.report(
            "'\(text)' is no colour: write #rrggbb, a palette name such as bright-red, or default", at: value)
        }
      }
    case "styles": styles = fields.mapping(value, of: section)
    default:
      let hint = NearMiss.suggestion(for: section, among: Self.sections)
      fields.report("a theme has no section '\(section)'\(hint)", at: key)
    }
  }

  private static let sections = ["appearance", "background", "foreground", "colors", "styles"]

  private func ground(_ value: Node, of section: String, fields: inout YAMLFields) -> ThemeColor? {
    guard let text = fields.text(value, of: section) else { return nil }
    if let color = ThemeColor(text) { return color }
    fields.report("'\(text)' is no colour: write #rrggbb, a palette name such as bright-red, or default", at: value)
    return nil
  }

  func theme(named name: String, base: (Theme.Appearance) -> Theme?, fields: inout YAMLFields) -> Theme {
    var theme = base(appearance) ?? Theme(name: name)
    theme.name = name
    theme.appearance = appearance
    theme.background = background
    theme.foreground = foreground
    for (token, key, value) in styles {
      guard let known = StyleToken(name: token) else {
        let hint = NearMiss.suggestion(for: token, among: StyleToken.allCases.map(\.name))
        fields.report("there is no style '\(token)'\(hint)", at: key)
        continue
      }
      if let text = fields.text(value, of: token) { theme[known] = style(text, at: value, fields: &fields) }
    }
    return theme
  }

  private func style(_ text: String, at node: Node, fields: inout YAMLFields) -> ThemeStyle {
    var style = ThemeStyle()
    var isBackground = false
    for word in text.split(separator: " ") {
      let offset = text.unicodeScalars.distance(from: text.startIndex, to: word.startIndex)
      if word == "on" {
        isBackground = true
      } else if let color = colors[String(word)] ?? ThemeColor(String(word)) {
        if isBackground { style.background = color } else { style.foreground = color }
        isBackground = false
      } else if let entry = TextAttributes.named.first(where: { $0.name == word }) {
        style.attributes.insert(entry.attribute)
      } else {
        let known = Array(colors.keys).sorted() + TextAttributes.named.map(\.name) + ThemeColor.paletteNames
        fields.report(
          "'\(word)' is neither a colour nor an attribute\(NearMiss.suggestion(for: String(word), among: known))",
          at: node, offset: offset)
      }
    }
    if isBackground { fields.report("'on' wants a background after it", at: node) }
    return style
  }

  private var reservedWords: Set<String> {
    Set(TextAttributes.named.map(\.name) + ThemeColor.paletteNames + ["on", "default"])
  }
}
