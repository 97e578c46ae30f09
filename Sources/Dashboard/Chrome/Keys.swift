import Settings

/// The key table as a screen uses it.
struct Keys {
  var keymap: Keymap
  var context: KeyContext

  /// The key that comes first for an action; empty if none is bound.
  func key(_ action: Action) -> String { keymap.binding(of: action, in: context)?.keys.first?.symbol ?? "" }

  /// A hint in other words than the footer's; nil if the action has no key.
  func hint(_ action: Action, _ label: String) -> Footer.Hint? {
    let key = key(action)
    return key.isEmpty ? nil : Footer.Hint(keys: key, label: label)
  }
}
