extension Keymap {
  /// The actions of a place with the names of their keys, as a configuration file has them; those that cannot be
  /// changed are left out.
  func namedKeys(in context: KeyContext) -> [(action: Action, keys: [String], help: String)] {
    allBindings(in: context).filter { !$0.isFixed }.map { ($0.action, $0.keys.map(\.name), $0.help) }
  }
}
