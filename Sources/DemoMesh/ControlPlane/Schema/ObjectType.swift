/// A named type with fields.
struct ObjectType: Sendable {
  var name: String
  /// In the order of their declaration.
  var fields: [(name: String, schema: ObjectSchema)] = []
  var required: [String] = []
  /// Of each group at most one field may be set.
  var exclusive: [[String]] = []
  /// Fields that are not declared are kept.
  var isOpen = false
  /// Replaced whole by server-side apply, such as a label selector.
  var isAtomic = false

  func field(_ name: String) -> ObjectSchema? { fields.first { $0.name == name }?.schema }
}
