/// One thing in a value that its schema refuses: a cause of a 422.
struct SchemaFinding: Sendable, Hashable {
  enum Reason: String, Sendable {
    case invalid = "FieldValueInvalid"
    case required = "FieldValueRequired"
    case notSupported = "FieldValueNotSupported"
    case duplicate = "FieldValueDuplicate"
    case forbidden = "FieldValueForbidden"
    case typeInvalid = "FieldValueTypeInvalid"
  }

  var reason: Reason
  /// Such as `spec.http[0].route[0].weight`.
  var field: String
  /// Without the field, such as `Required value`.
  var message: String
}
