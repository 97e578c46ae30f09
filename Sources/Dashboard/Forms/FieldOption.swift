/// One of the values that a field can be chosen from.
struct FieldOption: Hashable, Sendable {
  /// Tells it from the others, whatever becomes of the list.
  var key: String
  var label: String

  init(_ key: String, _ label: String? = nil) {
    self.key = key
    self.label = label ?? key
  }
}
