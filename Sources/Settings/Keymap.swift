import Cells

/// Which key means what: the one table behind dispatch, footer, help and the documentation of keys.
public struct Keymap: Hashable, Sendable {
  private var tables: [KeyContext: [KeyBinding]]

  init(tables: [KeyContext: [KeyBinding]]) { self.tables = tables }

  /// The keys as they are without a configuration.
  public static let standard = Keymap(tables: standardTables)

  /// The action of a key; nil when it means nothing there.
  public func action(for key: Key, in context: KeyContext) -> Action? {
    bindings(in: context).first { $0.keys.contains(key) }?.action
  }

  /// All that can be done in a place, the most useful first: its own bindings, then the global ones without the keys
  /// and actions that it has another use for. Bindings without a key are left out.
  public func bindings(in context: KeyContext) -> [KeyBinding] {
    let own = (tables[context] ?? []).filter { !$0.keys.isEmpty }
    guard context != .global else { return own }
    let takenKeys = Set(own.flatMap(\.keys))
    let takenActions = Set((tables[context] ?? []).map(\.action))
    let inherited = (tables[.global] ?? []).compactMap { binding -> KeyBinding? in
      guard !takenActions.contains(binding.action) else { return nil }
      var rest = binding
      rest.keys.removeAll(where: takenKeys.contains)
      return rest.keys.isEmpty ? nil : rest
    }
    return own + inherited
  }

  /// The binding of an action in a place.
  public func binding(of action: Action, in context: KeyContext) -> KeyBinding? {
    bindings(in: context).first { $0.action == action }
  }

  /// The footer's hints for a place, the most useful first: drop them from the end when there is no room.
  public func hints(in context: KeyContext) -> [KeyHint] {
    var groups: [(label: String, bindings: [KeyBinding])] = []
    for binding in bindings(in: context) where !binding.label.isEmpty {
      if let last = groups.last, last.label == binding.label {
        groups[groups.count - 1].bindings.append(binding)
      } else {
        groups.append((binding.label, [binding]))
      }
    }
    return groups.map { group in
      KeyHint(
        keys: Self.joined(group.bindings.compactMap { Self.keysForHint($0) }), label: group.label,
        actions: group.bindings.map(\.action))
    }
  }

  /// The bindings that belong to a place alone, for help by section.
  public func ownBindings(in context: KeyContext) -> [KeyBinding] {
    (tables[context] ?? []).filter { !$0.keys.isEmpty }
  }

  /// The bindings of a place itself, with or without keys.
  func allBindings(in context: KeyContext) -> [KeyBinding] { tables[context] ?? [] }

  /// The actions that a place itself has, with or without keys.
  func ownActions(in context: KeyContext) -> [Action] { (tables[context] ?? []).map(\.action) }

  /// Sets the keys of an action in a place. Nil, and no change, when the action is not there.
  mutating func rebind(_ action: Action, in context: KeyContext, to keys: [Key]) -> KeyBinding? {
    guard let index = tables[context]?.firstIndex(where: { $0.action == action }) else { return nil }
    tables[context]?[index].keys = keys
    return tables[context]?[index]
  }

  /// The keys that two actions of one place claim, with the later of the two.
  func collisions(in context: KeyContext) -> [(key: Key, first: Action, second: Action)] {
    var owners: [Key: Action] = [:]
    var found: [(key: Key, first: Action, second: Action)] = []
    for binding in tables[context] ?? [] {
      for key in binding.keys {
        if let first = owners[key] { found.append((key, first, binding.action)) } else { owners[key] = binding.action }
      }
    }
    return found
  }

  private static func keysForHint(_ binding: KeyBinding) -> String? {
    binding.isFixed && binding.keys.count > 2
      ? binding.keys.first.flatMap { first in binding.keys.last.map { first.symbol + "-" + $0.symbol } }
      : binding.keys.first?.symbol
  }

  /// `←↓↑→`, `Shift-←→`, `+-`; words are set apart by a slash.
  private static func joined(_ symbols: [String]) -> String {
    let shift = "Shift-"
    if symbols.count > 1, symbols.allSatisfy({ $0.hasPrefix(shift) }) {
      return shift + symbols.map { $0.dropFirst(shift.count) }.joined()
    }
    return symbols.joined(separator: symbols.allSatisfy { $0.count == 1 } ? "" : "/")
  }
}
