import Documents

/// Merges and prunes documents by their schema.
enum StructuredMerge {
  /// What `stated` says laid over `base`: objects by member, lists by their keys, everything else replaced.
  static func merged(
    _ base: JSONValue, _ stated: JSONValue, as schema: ObjectSchema, _ library: SchemaLibrary
  ) -> JSONValue {
    let old = FieldElements.shape(of: base, as: schema, in: library)
    let new = FieldElements.shape(of: stated, as: schema, in: library)
    switch (old, new) {
    case (.members(var object, _), .members(let changes, _)):
      for (key, value) in changes {
        let member = FieldElements.schema(ofMember: key, in: schema, library)
        object[key] = object[key].map { merged($0, value, as: member, library) } ?? value
      }
      return .object(object)
    case (.items(var items, let merge), .items(let changes, _)):
      let schema = FieldElements.schema(ofItemIn: schema)
      for change in changes {
        let element = FieldElements.element(of: change, in: merge)
        if element != nil, let index = items.firstIndex(where: { FieldElements.element(of: $0, in: merge) == element })
        {
          items[index] = merged(items[index], change, as: schema, library)
        } else {
          items.append(change)
        }
      }
      return .array(items)
    default:
      return stated
    }
  }

  /// The document without the fields of a set; objects and lists that become empty by it go too.
  static func removing(
    _ set: FieldSet, from document: JSONValue, as schema: ObjectSchema, _ library: SchemaLibrary
  ) -> JSONValue {
    removed(set, document, schema, library) ?? [:]
  }

  private static func removed(
    _ set: FieldSet, _ value: JSONValue, _ schema: ObjectSchema, _ library: SchemaLibrary
  ) -> JSONValue? {
    if set.isEmpty { return value }
    switch FieldElements.shape(of: value, as: schema, in: library) {
    case .leaf: return value
    case .members(let object, _):
      var kept = JSONObject()
      for (key, member) in object {
        let element = "f:\(key)"
        if set.members.contains(element) { continue }
        let inner = FieldElements.schema(ofMember: key, in: schema, library)
        guard let child = set.children[element] else {
          kept.append(key, member)
          continue
        }
        if let rest = removed(child, member, inner, library) { kept.append(key, rest) }
      }
      return kept.isEmpty ? nil : .object(kept)
    case .items(let items, let merge):
      let inner = FieldElements.schema(ofItemIn: schema)
      let kept = items.compactMap { item -> JSONValue? in
        guard let element = FieldElements.element(of: item, in: merge) else { return item }
        if set.members.contains(element) { return nil }
        return set.children[element].map { removed($0, item, inner, library) } ?? item
      }
      return kept.isEmpty ? nil : .array(kept)
    }
  }
}
