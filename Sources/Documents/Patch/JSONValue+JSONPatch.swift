extension JSONValue {
  /// The value after a JSON patch (RFC 6902): all operations, or an error and no change.
  public func applyingJSONPatch(_ patch: JSONValue) throws(JSONPatchError) -> JSONValue {
    guard case .array(let operations) = patch else {
      throw JSONPatchError(operation: nil, message: "a JSON patch is a list of operations, not \(patch.kindName)")
    }
    var result = self
    for (index, operation) in operations.enumerated() {
      do throws(PatchProblem) {
        try result.apply(operation)
      } catch {
        throw JSONPatchError(operation: index, message: error.message, isFailedTest: error.isFailedTest)
      }
    }
    return result
  }

  private struct PatchProblem: Error {
    var message: String
    var isFailedTest = false
  }

  private mutating func apply(_ operation: JSONValue) throws(PatchProblem) {
    guard let name = operation["op"]?.string else { throw PatchProblem(message: "\"op\" is missing") }
    let path = try Self.pointer(operation, "path")
    switch name {
    case "add": try edit(path.tokens[...], of: path, .insert(Self.value(of: operation)))
    case "remove": try edit(path.tokens[...], of: path, .remove)
    case "replace": try edit(path.tokens[...], of: path, .replace(Self.value(of: operation)))
    case "move":
      let from = try Self.pointer(operation, "from")
      guard let value = self[pointer: from] else { throw PatchProblem(message: "there is nothing at \(from)") }
      guard from != path else { return }
      guard !path.tokens.starts(with: from.tokens) else {
        throw PatchProblem(message: "\(from) cannot be moved into itself")
      }
      try edit(from.tokens[...], of: from, .remove)
      try edit(path.tokens[...], of: path, .insert(value))
    case "copy":
      let from = try Self.pointer(operation, "from")
      guard let value = self[pointer: from] else { throw PatchProblem(message: "there is nothing at \(from)") }
      try edit(path.tokens[...], of: path, .insert(value))
    case "test":
      let wanted = try Self.value(of: operation)
      let found = self[pointer: path]
      let isSame = found == wanted || (found?.number != nil && found?.double == wanted.double)
      guard isSame else { throw PatchProblem(message: "the test of \(path) failed", isFailedTest: true) }
    default: throw PatchProblem(message: "unknown operation \"\(name)\"")
    }
  }

  private static func pointer(_ operation: JSONValue, _ key: String) throws(PatchProblem) -> JSONPointer {
    guard let text = operation[key]?.string else { throw PatchProblem(message: "\"\(key)\" is missing") }
    guard let pointer = JSONPointer(text) else { throw PatchProblem(message: "\"\(text)\" is not a JSON pointer") }
    return pointer
  }

  private static func value(of operation: JSONValue) throws(PatchProblem) -> JSONValue {
    guard let value = operation["value"] else { throw PatchProblem(message: "\"value\" is missing") }
    return value
  }

  /// What happens at the end of a pointer.
  private enum Edit {
    /// Makes room in a list; replaces in an object.
    case insert(JSONValue)
    /// Needs a value to be there.
    case replace(JSONValue)
    case remove
  }

  private mutating func edit(
    _ tokens: ArraySlice<String>, of path: JSONPointer, _ change: Edit
  ) throws(PatchProblem) {
    guard let token = tokens.first else {
      switch change {
      case .insert(let value), .replace(let value): self = value
      case .remove: throw PatchProblem(message: "the whole document cannot be removed")
      }
      return
    }
    let missing = PatchProblem(message: "there is nothing at \(path)")
    switch self {
    case .object(var object):
      if tokens.count > 1 {
        guard var child = object[token] else { throw missing }
        try child.edit(tokens.dropFirst(), of: path, change)
        object[token] = child
      } else {
        switch change {
        case .insert(let value): object[token] = value
        case .replace(let value):
          guard object[token] != nil else { throw missing }
          object[token] = value
        case .remove: guard object.removeValue(forKey: token) != nil else { throw missing }
        }
      }
      self = .object(object)
    case .array(var array):
      if tokens.count > 1 {
        guard let index = JSONPointer.index(token), index < array.count else { throw missing }
        try array[index].edit(tokens.dropFirst(), of: path, change)
      } else {
        try Self.edit(&array, token, of: path, change)
      }
      self = .array(array)
    default: throw missing
    }
  }

  private static func edit(
    _ array: inout [JSONValue], _ token: String, of path: JSONPointer, _ change: Edit
  ) throws(PatchProblem) {
    if token == "-", case .insert(let value) = change {
      array.append(value)
      return
    }
    guard let index = JSONPointer.index(token) else {
      throw PatchProblem(message: "\"\(token)\" in \(path) is no index of the list")
    }
    let isInside = index < array.count
    switch change {
    case .insert(let value):
      guard index <= array.count else { throw PatchProblem(message: "\(path) is beyond the end of the list") }
      array.insert(value, at: index)
    case .replace(let value):
      guard isInside else { throw PatchProblem(message: "there is nothing at \(path)") }
      array[index] = value
    case .remove:
      guard isInside else { throw PatchProblem(message: "there is nothing at \(path)") }
      array.remove(at: index)
    }
  }
}
