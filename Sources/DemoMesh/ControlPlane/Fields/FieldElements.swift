import Documents

/// How the items of a merged list are told apart.
enum FieldElements {
  /// The element that names a list item; nil for a list that is replaced whole or an item without its keys.
  static func element(of item: JSONValue, in merge: ListMerge) -> String? {
    switch merge {
    case .atomic: return nil
    case .set: return "v:\(item.serialized())"
    case .keyed(let keys):
      var object = JSONObject()
      for key in keys.sorted() {
        if let value = item[key] {
          object.append(key, value)
        } else if let standard = defaults[key] {
          object.append(key, standard)
        }
      }
      return object.isEmpty ? nil : "k:\(JSONValue.object(object).serialized())"
    }
  }

  /// Keys that may be left out, as the API fills them.
  private static let defaults: [String: JSONValue] = ["protocol": "TCP"]

  /// What a value is for merging.
  enum Shape {
    /// One value, one owner.
    case leaf
    /// Members by name; `isStruct` for declared fields.
    case members(JSONObject, isStruct: Bool)
    case items([JSONValue], ListMerge)
  }

  /// The shape of a value by its schema. Open parts merge as objects do and own lists whole.
  static func shape(of value: JSONValue, as schema: ObjectSchema, in library: SchemaLibrary) -> Shape {
    switch (schema, value) {
    case (.list(_, let merge), .array(let items)):
      return merge == .atomic ? .leaf : .items(items, merge)
    case (.reference(let name), .object(let object)):
      guard let type = library[name], !type.isAtomic else { return .leaf }
      return .members(object, isStruct: true)
    case (.map, .object(let object)), (.any, .object(let object)):
      return .members(object, isStruct: false)
    default:
      return .leaf
    }
  }

  /// The schema of a member of an object.
  static func schema(ofMember key: String, in schema: ObjectSchema, _ library: SchemaLibrary) -> ObjectSchema {
    switch schema {
    case .map(let element): element
    case .reference(let name): library[name]?.field(key) ?? .any
    default: .any
    }
  }

  /// The schema of an item of a list.
  static func schema(ofItemIn schema: ObjectSchema) -> ObjectSchema {
    if case .list(let element, _) = schema { element } else { .any }
  }
}
