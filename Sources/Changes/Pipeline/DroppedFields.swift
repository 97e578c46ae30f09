import Documents

/// Finds what a server left out of an object in silence: fields that its schema does not know.
enum DroppedFields {
  /// The paths of `sent` that have no counterpart in `stored`, the topmost of each.
  static func paths(sent: JSONValue, stored: JSONValue) -> [String] {
    var found: [String] = []
    compare(sent, stored, JSONPath(), &found)
    return found
  }

  private static func compare(_ sent: JSONValue, _ stored: JSONValue, _ path: JSONPath, _ found: inout [String]) {
    switch (sent, stored) {
    case (.object(let a), .object(let b)):
      for (key, value) in a {
        let next = path.appending(key)
        if let other = b[key] {
          compare(value, other, next, &found)
        } else if !isEmpty(value) {
          found.append(next.description)
        }
      }
    case (.array(let a), .array(let b)):
      for (index, value) in a.enumerated() where index < b.count {
        compare(value, b[index], path.appending(index), &found)
      }
    default: break
    }
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    switch value {
    case .null: true
    case .object(let object): object.isEmpty
    case .array(let array): array.isEmpty
    default: false
    }
  }
}
