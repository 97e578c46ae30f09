/// What somebody wants to do with a resource, as roles speak of it.
struct AccessAttributes: Sendable, Hashable {
  var verb: String
  var group: String
  var resource: String
  var subresource = ""
  /// Empty for a whole collection.
  var name = ""
  /// Empty for all namespaces and for what has none.
  var namespace = ""
}
