import Cells
import Settings
import Texts

extension DashboardState {
  /// The keys that work on the screen that help was asked from, from the same table that dispatches them.
  func helpLines(width: Int) -> [TextLine] {
    let place = helpContext
    let own = section(tr(key: place.title), keymap.ownBindings(in: place))
    let taken = Set(keymap.ownBindings(in: place).map(\.action))
    let inherited = keymap.bindings(in: place).filter { !taken.contains($0.action) }
    let everywhere = section(tr(key: KeyContext.global.title), inherited)
    let leftWidth = own.map(\.width).max() ?? 0
    let rightWidth = everywhere.map(\.width).max() ?? 0
    let legend = place == .graph ? [TextLine()] + GraphLegend.lines(width: width) : []
    guard width >= 110, leftWidth > 0 else { return own + [TextLine()] + everywhere + legend }
    let column = max(40, min(leftWidth + 3, width - rightWidth))
    return (0..<max(own.count, everywhere.count)).map { i in
      var line = i < own.count ? own[i].cut(to: column - 2) : TextLine()
      line.pad(to: column)
      return i < everywhere.count ? line + everywhere[i] : line
    } + legend
  }

  /// The screen under the help.
  private var helpContext: KeyContext {
    let below = screens.last { if case .help = $0 { false } else { true } }
    return below?.keyContext ?? .graph
  }

  private func section(_ title: String, _ bindings: [KeyBinding]) -> [TextLine] {
    let keys = bindings.map { TextWidth.of(keymap.keysText($0)) }.max() ?? 0
    return [TextLine(title, .heading)]
      + bindings.map { binding in
        let isOff = obstacle(to: binding.action) != nil && helpContext == .graph
        var line = TextLine("  " + keymap.keysText(binding).rightPadded(keys) + "  ", isOff ? .disabled : .key)
        line.append(tr(key: binding.help), isOff ? .disabled : .text)
        return line
      }
  }
}
