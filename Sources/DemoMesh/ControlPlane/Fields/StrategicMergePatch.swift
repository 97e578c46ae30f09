import Documents

/// Kubernetes' strategic merge patch: a merge patch that merges lists by key and knows directives.
enum StrategicMergePatch {
  private static let orderPrefix = "$setElementOrder/"
  private static let deletePrefix = "$deleteFromPrimitiveList/"

  /// The document with the patch applied.
  static func apply(
    _ patch: JSONValue, to document: JSONValue, as schema: ObjectSchema, library: SchemaLibrary = .shared
  ) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    switch changes["$patch"]?.string {
    case "replace":
      var replacement = changes
      replacement["$patch"] = nil
      return .object(replacement)
    case "delete": return [:]
    default: break
    }
    var object = document.object ?? JSONObject()
    if let retained = changes["$retainKeys"]?.strings {
      for key in object.keys where !retained.contains(key) { object[key] = nil }
    }
    for (key, change) in changes where !key.hasPrefix("$") {
      let member = FieldElements.schema(ofMember: key, in: schema, library)
      switch change {
      case .null: object[key] = nil
      case .object: object[key] = apply(change, to: object[key] ?? .null, as: member, library: library)
      case .array(let items): object[key] = .array(list(items, onto: object[key]?.array ?? [], member, library))
      default: object[key] = change
      }
    }
    for (key, change) in changes where key.hasPrefix(deletePrefix) {
      let name = String(key.dropFirst(deletePrefix.count))
      let gone = change.array ?? []
      object[name] = object[name]?.array.map { .array($0.filter { !gone.contains($0) }) }
    }
    for (key, change) in changes where key.hasPrefix(orderPrefix) {
      let name = String(key.dropFirst(orderPrefix.count))
      guard let items = object[name]?.array else { continue }
      let merge = FieldElements.schema(ofMember: name, in: schema, library)
      object[name] = .array(ordered(items, by: change.array ?? [], merge))
    }
    return .object(object)
  }

  private static func list(
    _ changes: [JSONValue], onto base: [JSONValue], _ schema: ObjectSchema, _ library: SchemaLibrary
  ) -> [JSONValue] {
    guard case .list(let element, let merge) = schema, merge != .atomic else { return changes }
    guard case .keyed(let keys) = merge, let key = keys.first else {
      return base + changes.filter { !base.contains($0) }
    }
    let isReplacement = changes.contains { $0["$patch"]?.string == "replace" }
    var items = isReplacement ? [] : base
    for change in changes where change["$patch"]?.string != "replace" {
      let index = items.firstIndex { $0[key] == change[key] }
      if change["$patch"]?.string == "delete" {
        items.removeAll { $0[key] == change[key] }
      } else if let index {
        items[index] = apply(change, to: items[index], as: element, library: library)
      } else {
        items.append(apply(change, to: .null, as: element, library: library))
      }
    }
    return items
  }

  /// The items in the wanted order; those that the order does not name keep their place after what came before them.
  private static func ordered(_ items: [JSONValue], by order: [JSONValue], _ schema: ObjectSchema) -> [JSONValue] {
    var key: String?
    if case .list(_, .keyed(let keys)) = schema { key = keys.first }
    func rank(_ item: JSONValue) -> Int? {
      order.firstIndex { wanted in
        guard let key else { return wanted == item }
        return wanted[key] == item[key]
      }
    }
    var sorted = items.filter { rank($0) != nil }.sorted { (rank($0) ?? 0) < (rank($1) ?? 0) }
    for (index, item) in items.enumerated() where rank(item) == nil {
      sorted.insert(item, at: min(index, sorted.count))
    }
    return sorted
  }
}
