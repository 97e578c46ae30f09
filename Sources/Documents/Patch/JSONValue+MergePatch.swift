extension JSONValue {
  /// The value after a JSON merge patch (RFC 7386): null removes, lists are replaced as a whole.
  public func applyingMergePatch(_ patch: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var result = object ?? JSONObject()
    for (key, change) in changes {
      if change == .null {
        result.removeValue(forKey: key)
      } else {
        result[key] = (result[key] ?? .null).applyingMergePatch(change)
      }
    }
    return .object(result)
  }

  /// The smallest merge patch that turns this value into another; an empty object if they are equal.
  ///
  /// A merge patch cannot set a member to null: a null in `other` is left out by whoever applies it.
  public func mergePatch(to other: JSONValue) -> JSONValue {
    guard case .object(let old) = self, case .object(let new) = other else { return other }
    var patch = JSONObject()
    for key in old.keys where new[key] == nil && patch[key] == nil { patch.append(key, .null) }
    for (key, value) in new {
      if let before = old[key] {
        guard before != value else { continue }
        if case .object = value, case .object = before {
          patch[key] = before.mergePatch(to: value)
        } else {
          patch[key] = value
        }
      } else {
        patch[key] = value
      }
    }
    return .object(patch)
  }
}
