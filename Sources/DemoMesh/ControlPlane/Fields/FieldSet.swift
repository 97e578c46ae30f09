import Documents

/// A set of field paths, in the form of the API's `fieldsV1`.
///
/// An element is a step in its written form: `f:name` for a field, `k:{"name":"x"}` for a list item by its keys,
/// `v:"x"` for a member of a set.
struct FieldSet: Sendable, Hashable {
  /// Elements that belong to the set themselves.
  var members: Set<String> = []
  /// Elements that have something below them in the set.
  var children: [String: FieldSet] = [:]

  var isEmpty: Bool { members.isEmpty && children.isEmpty }

  mutating func insert(_ path: [String]) { insert(path[...]) }

  private mutating func insert(_ path: ArraySlice<String>) {
    guard let first = path.first else { return }
    if path.count == 1 {
      members.insert(first)
    } else {
      children[first, default: FieldSet()].insert(path.dropFirst())
    }
  }

  func contains(_ path: [String]) -> Bool {
    guard let last = path.last else { return false }
    var set = self
    for element in path.dropLast() {
      guard let child = set.children[element] else { return false }
      set = child
    }
    return set.members.contains(last)
  }

  func union(_ other: FieldSet) -> FieldSet {
    var result = self
    result.members.formUnion(other.members)
    result.children.merge(other.children) { $0.union($1) }
    return result
  }

  func subtracting(_ other: FieldSet) -> FieldSet {
    var result = FieldSet(members: members.subtracting(other.members))
    for (element, child) in children {
      let rest = other.children[element].map { child.subtracting($0) } ?? child
      if !rest.isEmpty { result.children[element] = rest }
    }
    return result
  }

  func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet(members: members.intersection(other.members))
    for (element, child) in children {
      let common = other.children[element].map { child.intersection($0) } ?? FieldSet()
      if !common.isEmpty { result.children[element] = common }
    }
    return result
  }

  /// All member paths, parents before their children, sorted.
  var paths: [[String]] {
    Set(members).union(children.keys).sorted().flatMap { element -> [[String]] in
      let own = members.contains(element) ? [[element]] : []
      return own + (children[element]?.paths ?? []).map { [element] + $0 }
    }
  }

  /// Removes everything at and below a path.
  mutating func removeSubtree(_ path: [String]) { removeSubtree(path[...]) }

  private mutating func removeSubtree(_ path: ArraySlice<String>) {
    guard let first = path.first else { return }
    if path.count == 1 {
      members.remove(first)
      children[first] = nil
    } else if var child = children.removeValue(forKey: first) {
      child.removeSubtree(path.dropFirst())
      if !child.isEmpty { children[first] = child }
    }
  }

  /// The set as `fieldsV1`, keys sorted.
  var json: JSONValue {
    var object = JSONObject()
    for element in members.union(children.keys).sorted() {
      guard let child = children[element], case .object(var inner) = child.json else {
        object.append(element, [:])
        continue
      }
      if members.contains(element) { inner.insert(".", [:], at: 0) }
      object.append(element, .object(inner))
    }
    return .object(object)
  }

  /// Reads `fieldsV1`.
  init(json: JSONValue?) {
    for (element, inner) in json?.object ?? JSONObject() where element != "." {
      let child = FieldSet(json: inner)
      if child.isEmpty || inner["."] != nil { members.insert(element) }
      if !child.isEmpty { children[element] = child }
    }
  }

  init(members: Set<String> = [], children: [String: FieldSet] = [:]) {
    self.members = members
    self.children = children
  }

  /// A path as conflicts name it, such as `.spec.ports[port=80,protocol="TCP"].name`.
  static func text(of path: [String]) -> String {
    path.map { element in
      let rest = String(element.dropFirst(2))
      switch element.prefix(2) {
      case "k:":
        let keys = (try? JSONValue(parsing: rest))?.object ?? JSONObject()
        return "[" + keys.map { "\($0.key)=\($0.value.serialized())" }.joined(separator: ",") + "]"
      case "v:": return "[=\(rest)]"
      case "i:": return "[\(rest)]"
      default: return ".\(rest)"
      }
    }.joined()
  }
}
