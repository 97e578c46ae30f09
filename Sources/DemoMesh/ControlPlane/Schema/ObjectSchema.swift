/// The shape of a value of the API: what the server prunes, checks, merges and publishes by.
indirect enum ObjectSchema: Sendable {
  /// Kept as it is.
  case any
  case string
  case boolean
  case number
  /// With its least value, if it has one.
  case integer(minimum: Int?)
  case intOrString
  /// A duration as Istio's schemas check it; `allowsZero` for the few that take `0s`.
  case duration(allowsZero: Bool)
  case enumeration([String])
  case map(ObjectSchema)
  case list(ObjectSchema, ListMerge)
  /// A type of the library by its name.
  case reference(String)
}

/// How two lists become one.
enum ListMerge: Sendable, Hashable {
  /// One owner, replaced whole.
  case atomic
  /// Scalars, each by its value.
  case set
  /// Objects, each by the values of these keys.
  case keyed([String])
}

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
