import Cells
import Yams

extension Keymap {
  /// The standard keys with those of a file's `keys` section instead of them where it names an action:
  /// `place: {action: key or list of keys}`; `none` takes all keys away.
  static func read(_ node: Node, fields: inout YAMLFields) -> Keymap {
    var keymap = standard
    for (place, placeNode, actions) in fields.mapping(node, of: "keys") {
      guard let context = KeyContext(rawValue: place) else {
        let hint = NearMiss.suggestion(for: place, among: KeyContext.allCases.map(\.rawValue))
        fields.report("there is no place '\(place)'\(hint)", at: placeNode)
        continue
      }
      for (name, nameNode, value) in fields.mapping(actions, of: "keys.\(place)") {
        keymap.read(name, nameNode, value, in: context, fields: &fields)
      }
      for clash in keymap.collisions(in: context) {
        fields.report(
          "in \(place), '\(clash.key.name)' is given to both \(clash.first.rawValue) and \(clash.second.rawValue)",
          at: placeNode)
      }
    }
    return keymap
  }

  private mutating func read(
    _ name: String, _ nameNode: Node, _ value: Node, in context: KeyContext, fields: inout YAMLFields
  ) {
    let present = ownActions(in: context)
    guard let action = Action(rawValue: name), present.contains(action) else {
      let hint = NearMiss.suggestion(for: name, among: present.map(\.rawValue))
      fields.report("there is no action '\(name)' in \(context.rawValue)\(hint)", at: nameNode)
      return
    }
    var keys: [Key] = []
    for (text, node) in fields.texts(value, of: name) where text.lowercased() != "none" {
      if let key = Key(name: text) {
        if !keys.contains(key) { keys.append(key) }
      } else {
        let hint = NearMiss.suggestion(for: text, among: Key.names.map(\.name))
        fields.report("there is no key '\(text)'\(hint)", at: node)
      }
    }
    if binding(of: action, in: context)?.isFixed == true {
      fields.report("the keys of \(name) cannot be changed", at: nameNode)
    } else {
      _ = rebind(action, in: context, to: keys)
    }
  }
}
