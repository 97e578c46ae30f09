import Documents

/// Which fields differ between two versions of an object.
struct FieldComparison: Sendable {
  var added = FieldSet()
  var removed = FieldSet()
  var modified = FieldSet()

  var isSame: Bool { added.isEmpty && removed.isEmpty && modified.isEmpty }

  private let library: SchemaLibrary
  /// Whether an object with declared fields that appears is a field of its own: so for custom resources; a built-in
  /// kind always has its structures.
  private let countsStructures: Bool

  init(
    from old: JSONValue, to new: JSONValue, as type: ResourceType, library: SchemaLibrary = .shared
  ) {
    self.library = library
    countsStructures = type.isCustom
    walk(old, new, type.schema, [])
  }

  private mutating func walk(_ old: JSONValue?, _ new: JSONValue?, _ schema: ObjectSchema, _ path: [String]) {
    let oldShape = old.map { FieldElements.shape(of: $0, as: schema, in: library) }
    let newShape = new.map { FieldElements.shape(of: $0, as: schema, in: library) }
    switch (oldShape, newShape) {
    case (.members(let a, let isStruct)?, .members(let b, _)?): members(a, b, isStruct, schema, path)
    case (.members(let a, let isStruct)?, nil):
      members(a, JSONObject(), isStruct, schema, path)
      if countsStructures || !isStruct { removed.insert(path) }
    case (nil, .members(let b, let isStruct)?):
      members(JSONObject(), b, isStruct, schema, path)
      if countsStructures || !isStruct || b.isEmpty { added.insert(path) }
    case (.items(let a, let merge)?, .items(let b, _)?): items(a, b, merge, schema, path)
    case (.items(let a, let merge)?, nil):
      items(a, [], merge, schema, path)
      removed.insert(path)
    case (nil, .items(let b, let merge)?):
      items([], b, merge, schema, path)
      added.insert(path)
    default:
      if old == nil {
        added.insert(path)
      } else if new == nil {
        removed.insert(path)
      } else if old?.hasSameValues(as: new) != true {
        modified.insert(path)
      }
    }
  }

  private mutating func members(
    _ old: JSONObject, _ new: JSONObject, _ isStruct: Bool, _ schema: ObjectSchema, _ path: [String]
  ) {
    for key in old.keys where new[key] == nil {
      walk(old[key], nil, FieldElements.schema(ofMember: key, in: schema, library), path + ["f:\(key)"])
    }
    for (key, value) in new {
      walk(old[key], value, FieldElements.schema(ofMember: key, in: schema, library), path + ["f:\(key)"])
    }
  }

  private mutating func items(
    _ old: [JSONValue], _ new: [JSONValue], _ merge: ListMerge, _ schema: ObjectSchema, _ path: [String]
  ) {
    let item = FieldElements.schema(ofItemIn: schema)
    func named(_ items: [JSONValue]) -> [String: JSONValue] {
      Dictionary(
        items.compactMap { value in FieldElements.element(of: value, in: merge).map { ($0, value) } },
        uniquingKeysWith: { $1 })
    }
    let (a, b) = (named(old), named(new))
    for element in Set(a.keys).union(b.keys) {
      walk(a[element], b[element], item, path + [element])
      if a[element] == nil { added.insert(path + [element]) }
      if b[element] == nil { removed.insert(path + [element]) }
    }
  }
}

extension JSONValue {
  /// Whether a value is the same but for the spelling of its numbers: 80.0 is 80 to an API server.
  fileprivate func hasSameValues(as other: JSONValue?) -> Bool {
    switch (self, other) {
    case (.number(let a), .number(let b)?): a == b || a.double == b.double && a.int == b.int
    case (.array(let a), .array(let b)?): a.count == b.count && zip(a, b).allSatisfy { $0.hasSameValues(as: $1) }
    case (.object(let a), .object(let b)?):
      a.count == b.count && a.allSatisfy { key, value in b[key].map { value.hasSameValues(as: $0) } ?? false }
    default: self == other
    }
  }
}

extension FieldSet {
  /// The fields that a document states: what an applier owns.
  init(stating document: JSONValue, as schema: ObjectSchema, library: SchemaLibrary = .shared) {
    self.init()
    collect(document, schema, library, [])
  }

  private mutating func collect(
    _ value: JSONValue, _ schema: ObjectSchema, _ library: SchemaLibrary, _ path: [String]
  ) {
    switch FieldElements.shape(of: value, as: schema, in: library) {
    case .leaf: insert(path)
    case .members(let object, let isStruct):
      if object.isEmpty { insert(path) }
      for (key, member) in object {
        collect(member, FieldElements.schema(ofMember: key, in: schema, library), library, path + ["f:\(key)"])
        if !isStruct { insert(path + ["f:\(key)"]) }
      }
    case .items(let items, let merge):
      if items.isEmpty { insert(path) }
      for item in items {
        guard let element = FieldElements.element(of: item, in: merge) else { continue }
        collect(item, FieldElements.schema(ofItemIn: schema), library, path + [element])
        insert(path + [element])
      }
    }
  }

  /// With the declared fields on the way to a member as members too: what must stay so that the member can.
  func withNamedParents(as schema: ObjectSchema, library: SchemaLibrary = .shared) -> FieldSet {
    var result = self
    for (element, child) in children {
      let key = String(element.dropFirst(2))
      let inner: ObjectSchema
      if element.hasPrefix("f:") {
        inner = FieldElements.schema(ofMember: key, in: schema, library)
        if library.type(of: schema)?.field(key) != nil { result.members.insert(element) }
      } else {
        inner = FieldElements.schema(ofItemIn: schema)
      }
      result.children[element] = child.withNamedParents(as: inner, library: library)
    }
    return result
  }
}
